using System.Globalization;
using System.Text;
using FraiseqlData.Schema;
using Npgsql;
using NpgsqlTypes;

namespace FraiseqlData.Generation;

/// <summary>
/// Makes the unique keys that overrides take part in before anything is written: two rows with the same key, or a key that a row has already,
/// is an error here and not in the middle of loading. Keys that are unique by construction need no look.
/// </summary>
/// <param name="connection">The connection of the run.</param>
/// <param name="program">The table's program.</param>
sealed class OverrideProbe(NpgsqlConnection connection, TableProgram program)
{
    /// <summary>Tables with more rows are left to the server.</summary>
    const long MostRows = 100_000;

    const int BatchRows = 1000;

    readonly Table _table = program.Table.Table;

    /// <summary>Checks all unique keys of the table.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqOverrideInvalid</c>: rows would break a unique key.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (program.Table.Count > MostRows || program.Segments.All(s => s.Segment.Overrides.Count == 0))
            return;
        foreach (var key in _table.UniqueKeys.Where(k => k.IsPlain && !k.WithoutOverlaps))
        {
            int[] columns = [.. key.Columns.Select(program.Table.IndexOf)];
            if (!program.Segments.Any(s => key.Columns.Any(s.Segment.Overrides.ContainsKey)) || program.Segments.All(s => IsUniqueByItself(s, columns))
                || !program.Segments.All(s => s.CanCompute(columns)))
                continue;
            var keys = Collect(key, columns, cancellationToken);
            if (program.Table.State.HasRows && keys.Count > 0)
                await CheckExistingAsync(key, columns, keys, cancellationToken).ConfigureAwait(false);
        }
    }

    static bool IsUniqueByItself(SegmentProgram segment, int[] columns) =>
        columns.Any(c => segment.StepOf(c) is IOrdinalStep or IdentifierStep) || columns.All(c => segment.StepOf(c) is UniqueStep);

    /// <summary>The texts of all rows' keys, without those that have a NULL, with the rows' instances.</summary>
    List<(string[] Texts, long Instance)> Collect(UniqueKey key, int[] columns, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        var keys = new List<(string[], long)>();
        var text = new StringBuilder();
        foreach (var segment in program.Segments)
        {
            var end = segment.Segment.FirstOrdinal + segment.Segment.Count;
            var batch = segment.CreateBatch((int)Math.Min(BatchRows, segment.Segment.Count));
            for (var ordinal = segment.Segment.FirstOrdinal; ordinal < end; ordinal += batch.Count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                segment.FillOnly(batch, ordinal, (int)Math.Min(BatchRows, end - ordinal), columns);
                for (var row = 0; row < batch.Count; row++)
                {
                    if (columns.Any(c => batch.Columns[c]!.IsNull(row)))
                        continue;
                    var texts = Array.ConvertAll(columns, c => TextOf(segment, batch, c, row, text.Clear()));
                    if (!seen.TryAdd(string.Join('\u0001', texts.Zip(columns, Folded)), batch.InstanceOf(row)))
                        throw Repeated(key, columns, texts, seen[string.Join('\u0001', texts.Zip(columns, Folded))], batch.InstanceOf(row));
                    keys.Add((texts, batch.InstanceOf(row)));
                }
            }
        }
        return keys;
    }

    static string TextOf(SegmentProgram segment, RowBatch batch, int column, int row, StringBuilder text)
    {
        segment.Codecs[column].AppendText(batch.Columns[column]!, row, text);
        return text.ToString();
    }

    string Folded(string text, int column) => _table.Columns[column].Type.Underlying.Name.Name switch
    {
        "citext" => text.ToUpperInvariant(),
        "bpchar" => text.TrimEnd(' '),
        _ => text,
    };

    async Task CheckExistingAsync(UniqueKey key, int[] columns, List<(string[] Texts, long Instance)> keys, CancellationToken cancellationToken)
    {
        var names = columns.Select(c => (Name: QualifiedName.Quote(_table.Columns[c].Name), Type: _table.Columns[c].Type.SqlName)).ToList();
        var lists = string.Join(", ", names.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}::text[]")));
        var wanted = string.Join(", ", names.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"c{i}")));
        var equal = string.Join(" AND ", names.Select((n, i) => string.Create(CultureInfo.InvariantCulture, $"t.{n.Name} = w.c{i}::{n.Type}")));
        using var command = new NpgsqlCommand(
            $"SELECT w.row::int8 FROM unnest({lists}) WITH ORDINALITY AS w ({wanted}, row) WHERE EXISTS (SELECT FROM {_table.Name.ToSql()} AS t WHERE {equal}) ORDER BY 1 LIMIT 1", connection);
        for (var i = 0; i < columns.Length; i++)
            _ = command.Parameters.Add(new NpgsqlParameter { Value = keys.Select(k => k.Texts[i]).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is long found)
            throw Taken(key, columns, keys[(int)found - 1]);
    }

    Errors.FraiseqlDataException Repeated(UniqueKey key, int[] columns, string[] texts, long first, long second) => GenerationErrors.OverrideInvalid(
        _table, Overridden(columns), null,
        string.Create(CultureInfo.InvariantCulture, $"instances {first} and {second} both get {Show(columns, texts)}, which breaks the unique key \"{key.Name}\"."),
        "Make each row's value its own: put {instance} into the template, give a value for each row, or use $Instance in the script block.");

    Errors.FraiseqlDataException Taken(UniqueKey key, int[] columns, (string[] Texts, long Instance) row) => GenerationErrors.OverrideInvalid(
        _table, Overridden(columns), row.Instance, $"a row with {Show(columns, row.Texts)} is there already, and the unique key \"{key.Name}\" allows one.", "Give a value that no row has.");

    Column Overridden(int[] columns) => columns.Select(c => _table.Columns[c]).First(c => program.Segments.Any(s => s.Segment.Overrides.ContainsKey(c.Name)));

    string Show(int[] columns, string[] texts) => string.Join(", ", columns.Zip(texts, (c, t) => $"{_table.Columns[c].Name} = '{t}'"));
}
