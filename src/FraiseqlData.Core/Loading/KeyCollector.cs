using FraiseqlData.Generation;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>Keeps the keys of a table's rows that nobody can compute later: from the batches that are sent, or as the server returns them.</summary>
sealed class KeyCollector
{
    readonly IReadOnlyList<StoredKeys> _stored;
    readonly int[] _returned;

    public KeyCollector(Table table, IReadOnlyList<SegmentProgram> segments, IReadOnlyList<StoredKeys> stored)
    {
        _stored = stored;
        _returned = [.. stored.SelectMany(s => s.Columns).Distinct().Order()];
        // A trigger may change or drop what was sent.
        ReadsBack = stored.Count > 0
            && (table.Triggers.Any(t => t is { IsEnabled: true, IsBefore: true, IsRow: true }) || segments.Any(s => _returned.Except(s.Written).Any()));
        Returning = ReadsBack ? $" RETURNING {string.Join(", ", _returned.Select(c => QualifiedName.Quote(table.Columns[c].Name)))}" : "";
    }

    /// <summary>Whether any key is kept.</summary>
    public bool IsNeeded => _stored.Count > 0;

    /// <summary>Whether only the server's rows tell the keys.</summary>
    public bool ReadsBack { get; }

    /// <summary>The RETURNING clause that <see cref="Read"/> reads, or nothing.</summary>
    public string Returning { get; }

    /// <summary>Keeps the keys of a batch that is being sent.</summary>
    public void Take(RowBatch batch)
    {
        foreach (var stored in ReadsBack ? [] : _stored)
            stored.Add(batch);
    }

    /// <summary>Keeps the keys of a row that the server returned; all results are text.</summary>
    public void Read(NpgsqlDataReader reader)
    {
        foreach (var stored in _stored)
            stored.Add([.. stored.Columns.Select((c, i) => Array.IndexOf(_returned, c) is var at && reader.IsDBNull(at) ? null : stored.Codecs[i].Parse(reader.GetString(at)))]);
    }
}
