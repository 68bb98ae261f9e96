using System.Text;
using FraiseqlData.Generation;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Formats;

/// <summary>Writes a table's rows as statements of several rows each.</summary>
abstract class RowStatements(ScriptOutput output, Table table, int rowsPerStatement, SequenceTracker? sequences)
{
    readonly TypeCodec[] _codecs = [.. table.Columns.Select(TypeCodecs.For)];
    readonly StringBuilder _value = new();
    IReadOnlyList<int> _columns = [];
    int _rows;
    long _ordinal;

    protected Table Table => table;

    protected StringBuilder Sql => output.Text;

    /// <summary>The columns that the server computes while it inserts the rows of the open statement.</summary>
    protected IReadOnlyList<SqlColumn> Expressions { get; private set; } = [];

    /// <summary>Writes rows; the last statement stays open for more.</summary>
    public async ValueTask AddAsync(RowBlock block, CancellationToken cancellationToken)
    {
        for (var row = 0; row < block.Count; row++)
        {
            if (_rows == rowsPerStatement || (_rows > 0 && !(_columns.SequenceEqual(block.Columns) && Expressions.SequenceEqual(block.Expressions))))
                End();
            if (_rows++ == 0)
            {
                (_columns, Expressions) = (block.Columns, block.Expressions);
                Begin(_columns);
            }
            else
                _ = Sql.Append(RowSeparator);
            AppendRow(block, row);
            _ordinal++;
            await output.FlushIfFullAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the open statement, if any.</summary>
    public void End()
    {
        if (_rows > 0)
            Finish(_columns);
        _rows = 0;
    }

    protected abstract string RowSeparator { get; }

    protected virtual string RowStart => "";

    protected virtual string RowEnd => "";

    protected abstract string ValueSeparator { get; }

    protected abstract void Begin(IReadOnlyList<int> columns);

    protected abstract void Finish(IReadOnlyList<int> columns);

    /// <summary>Appends a value.</summary>
    /// <param name="column">The column.</param>
    /// <param name="codec">Its codec.</param>
    /// <param name="text">The value's text form, or null for NULL.</param>
    protected abstract void AppendValue(Column column, TypeCodec codec, StringBuilder? text);

    protected string Name(int column) => QualifiedName.Quote(table.Columns[column].Name);

    protected string Names(IEnumerable<int> columns) => string.Join(", ", columns.Select(Name));

    void AppendRow(RowBlock block, int row)
    {
        _ = Sql.Append(RowStart);
        if (block.Columns.Count == 0 && Expressions.Count > 0)
            _ = Sql.Append(_ordinal);
        for (var i = 0; i < block.Columns.Count; i++)
        {
            var column = table.Columns[block.Columns[i]];
            if (i > 0)
                _ = Sql.Append(ValueSeparator);
            var hasValue = block.TryAppend(row, block.Columns[i], _value.Clear());
            if (hasValue && column.Sequence is { } sequence)
                sequences?.Add(sequence, _value);
            try
            {
                if (hasValue)
                    CheckStorable(_value);
                AppendValue(column, _codecs[block.Columns[i]], hasValue ? _value : null);
            }
            catch (ValueConversionException e)
            {
                throw FormatErrors.NotStorable(table, column, _ordinal, e);
            }
        }
        _ = Sql.Append(RowEnd);
    }

    static void CheckStorable(StringBuilder text)
    {
        foreach (var chunk in text.GetChunks())
        {
            if (chunk.Span.Contains('\0') || chunk.Span.IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
            {
                _ = UserText.Storable(text.ToString());
                return;
            }
        }
    }
}

/// <summary><c>INSERT</c> statements.</summary>
sealed class InsertStatements(ScriptOutput output, Table table, int rowsPerStatement, SequenceTracker sequences)
    : RowStatements(output, table, rowsPerStatement, sequences)
{
    protected override string RowSeparator => ",\n";

    protected override string RowStart => "(";

    protected override string RowEnd => ")";

    protected override string ValueSeparator => ", ";

    protected override void Begin(IReadOnlyList<int> columns)
    {
        int[] all = [.. columns, .. Expressions.Select(e => e.Column)];
        _ = Sql.Append("INSERT INTO ").Append(Table.Name.ToSql()).Append(" (").Append(Names(all)).Append(") ");
        if (all.Any(c => Table.Columns[c].Identity == IdentityKind.Always))
            _ = Sql.Append("OVERRIDING SYSTEM VALUE ");
        if (Expressions.Count > 0)
            _ = Sql.Append("SELECT ").AppendJoin(", ", columns.Select(c => $"{Alias}.{Name(c)}").Concat(Expressions.Select(e => $"({e.Sql}\n)"))).Append("\nFROM (");
        _ = Sql.Append("VALUES\n");
    }

    protected override void Finish(IReadOnlyList<int> columns)
    {
        if (Expressions.Count > 0)
            _ = Sql.Append(") AS ").Append(Alias).Append(" (").Append(columns.Count > 0 ? Names(columns) : "fraiseqldata_ordinal").Append(')');
        _ = Sql.Append(";\n");
    }

    /// <summary>Expressions see the rows as if they stood in the table.</summary>
    string Alias => QualifiedName.Quote(Table.Name.Name);

    protected override void AppendValue(Column column, TypeCodec codec, StringBuilder? text)
    {
        // Beside expressions a literal has no column yet to take its type from.
        if (Expressions.Count > 0)
            SqlLiteral.AppendCastText(Sql, column, text);
        else if (text is null)
            _ = Sql.Append("NULL");
        else
            SqlLiteral.AppendText(Sql, column, codec, text);
    }
}

/// <summary><c>COPY</c> with the rows below it.</summary>
sealed class CopyStatements(ScriptOutput output, Table table, SequenceTracker sequences) : RowStatements(output, table, int.MaxValue, sequences)
{
    protected override string RowSeparator => "\n";

    protected override string ValueSeparator => "\t";

    protected override void Begin(IReadOnlyList<int> columns) =>
        Sql.Append("COPY ").Append(Table.Name.ToSql()).Append(" (").Append(Names(columns)).Append(") FROM stdin;\n");

    protected override void Finish(IReadOnlyList<int> columns) => Sql.Append("\n\\.\n");

    protected override void AppendValue(Column column, TypeCodec codec, StringBuilder? text)
    {
        if (text is null)
        {
            _ = Sql.Append("\\N");
            return;
        }
        foreach (var chunk in text.GetChunks())
            CopyText.AppendEscaped(Sql, chunk.Span);
    }
}

/// <summary><c>UPDATE</c> statements for references that were NULL at first; the rows have the columns of the key, then those to set.</summary>
sealed class UpdateStatements(ScriptOutput output, Table table, int rowsPerStatement, LateReference late)
    : RowStatements(output, table, rowsPerStatement, sequences: null)
{
    protected override string RowSeparator => ",\n";

    protected override string RowStart => "(";

    protected override string RowEnd => ")";

    protected override string ValueSeparator => ", ";

    protected override void Begin(IReadOnlyList<int> columns) =>
        Sql.Append("UPDATE ").Append(Table.Name.ToSql()).Append(" AS t SET ")
            .AppendJoin(", ", late.SetColumns.Select(c => $"{Name(c)} = s.{Name(c)}")).Append(" FROM (VALUES\n");

    protected override void Finish(IReadOnlyList<int> columns) =>
        Sql.Append(") AS s (").Append(Names(columns)).Append(") WHERE ")
            .AppendJoin(" AND ", late.KeyColumns.Select(c => $"t.{Name(c)} = s.{Name(c)}")).Append(";\n");

    protected override void AppendValue(Column column, TypeCodec codec, StringBuilder? text) => SqlLiteral.AppendCastText(Sql, column, text);
}

/// <summary>Rows of which the server gives every value.</summary>
sealed class DefaultRows(ScriptOutput output, Table table) : RowStatements(output, table, rowsPerStatement: 1, sequences: null)
{
    protected override string RowSeparator => "";

    protected override string ValueSeparator => "";

    protected override void Begin(IReadOnlyList<int> columns) => Sql.Append("INSERT INTO ").Append(Table.Name.ToSql()).Append(" DEFAULT VALUES");

    protected override void Finish(IReadOnlyList<int> columns) => Sql.Append(";\n");

    protected override void AppendValue(Column column, TypeCodec codec, StringBuilder? text) =>
        throw new InvalidOperationException("A row of defaults has no values.");
}
