using System.Collections;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>The conditions of a reference on its parents' columns.</summary>
sealed class RowFilter
{
    readonly List<(Column Column, TypeCodec Codec, IReadOnlyList<object?> Values)> _conditions = [];

    /// <summary>Reads the conditions.</summary>
    /// <param name="table">The table whose column is overridden, for messages.</param>
    /// <param name="column">The column.</param>
    /// <param name="parent">The parent's table.</param>
    /// <param name="where">The conditions.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqReferenceInvalid</c>: the parent has no such column, or a value does not suit it.</exception>
    public RowFilter(Table table, string column, Table parent, IReadOnlyDictionary<string, object?> where)
    {
        foreach (var (name, given) in where.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            var found = Find(table, column, parent, name);
            var codec = TypeCodecs.For(found);
            var values = given is IEnumerable list and not (string or IDictionary) && !codec.TakesList(list) ? list.Cast<object?>() : [given];
            try
            {
                _conditions.Add((found, codec, [.. values.Select(codec.FromUser)]));
            }
            catch (ValueConversionException e)
            {
                throw PlanErrors.ReferenceInvalid(table, column, $"{parent.Name}.{found.Name}: {e.Message}", $"Give a value of type {found.SqlType}.");
            }
        }
    }

    /// <summary>The columns that the conditions read.</summary>
    public IEnumerable<Column> Columns => _conditions.Select(c => c.Column);

    /// <summary>Whether there is any condition.</summary>
    public bool IsEmpty => _conditions.Count == 0;

    /// <summary>The column of the parent with a name.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqReferenceInvalid</c>.</exception>
    public static Column Find(Table table, string column, Table parent, string name) =>
        PlanChecker.FindColumn(parent, name) ?? throw PlanErrors.ReferenceInvalid(
            table, column, $"{parent.Name} has no column '{name}'.{NearestNames.DidYouMean(NearestNames.Of(name, parent.Columns.Select(c => c.Name)))}",
            $"Its columns are {string.Join(", ", parent.Columns.Select(c => c.Name))}.");

    /// <summary>Whether a row meets the conditions.</summary>
    public bool Accepts(RowBatch batch, int row, Func<string, int> indexOf)
    {
        foreach (var (column, codec, values) in _conditions)
        {
            var vector = batch.Columns[indexOf(column.Name)]!;
            if (!values.Any(v => v is null ? vector.IsNull(row) : !vector.IsNull(row) && (v.Equals(vector.GetValue(row)) || TextOf(codec, v) == TextOf(codec, vector.GetValue(row)!))))
                return false;
        }
        return true;
    }

    /// <summary>The conditions as SQL with parameters from $1 on, each in its text form.</summary>
    public string ToSql(string alias, List<string> parameters)
    {
        var sql = new List<string>();
        foreach (var (column, codec, values) in _conditions)
        {
            var name = $"{alias}.{QualifiedName.Quote(column.Name)}";
            var terms = new List<string>();
            foreach (var value in values)
            {
                if (value is not null)
                    parameters.Add(TextOf(codec, value));
                terms.Add(value is null ? $"{name} IS NULL" : FormattableString.Invariant($"{name} = ${parameters.Count}::text::{column.Type.SqlName}"));
            }
            sql.Add($"({string.Join(" OR ", terms.DefaultIfEmpty("false"))})");
        }
        return string.Join(" AND ", sql.DefaultIfEmpty("true"));
    }

    /// <summary>The conditions in words.</summary>
    public override string ToString() => string.Join(" and ", _conditions.Select(c => $"{c.Column.Name} = {string.Join(" or ", c.Values.Select(v => v is null ? "NULL" : $"'{TextOf(c.Codec, v)}'"))}"));

    static string TextOf(TypeCodec codec, object value)
    {
        var text = new System.Text.StringBuilder();
        codec.AppendTextPart(value, text);
        return text.ToString();
    }
}
