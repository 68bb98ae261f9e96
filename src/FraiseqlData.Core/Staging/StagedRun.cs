using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Staging;

/// <summary>The rows of a whole run as they stand in staging.</summary>
sealed class StagedRun
{
    readonly IReadOnlyList<TableProgram> _programs;
    readonly Func<QualifiedName, StagedTable?> _find;
    readonly Dictionary<(QualifiedName, string), StagedKeys> _keys = [];

    /// <summary>Prepares a run.</summary>
    /// <param name="programs">The programs, in load order; numbers are only predicted.</param>
    /// <param name="find">How a production table stands in staging.</param>
    /// <param name="hasDefault">Whether the staging table gives a column the value that production would give it.</param>
    public StagedRun(IReadOnlyList<TableProgram> programs, Func<QualifiedName, StagedTable?> find, Func<StagedTable, StagedColumn, bool> hasDefault)
    {
        (_programs, _find) = (programs, find);
        var prepared = programs.Select(p => (Program: p, Staged: find(p.Table.Table.Name)!)).Select(p => (p.Program, p.Staged, Parents: p.Staged.References.Select(r => KeysOf(p.Staged, r)).ToList())).ToList();
        Tables = [.. prepared.Select(p => new StagedRows(
            p.Staged, p.Program, p.Parents, [.. _keys.Values.Where(k => k.Reference.Parent.Table == p.Staged.Table && k.MustCollect)], c => hasDefault(p.Staged, c)))];
    }

    /// <summary>The tables, in load order.</summary>
    public IReadOnlyList<StagedRows> Tables { get; }

    /// <summary>What stands for the parents of a reference.</summary>
    public StagedKeys KeysOf(StagedTable table, StagedReference reference)
    {
        if (!_keys.TryGetValue((table.Table.Name, reference.Key.Name), out var keys))
        {
            var parents = _programs.Where(p => _find(p.Table.Table.Name)?.Table == reference.Parent.Table).ToList();
            _keys[(table.Table.Name, reference.Key.Name)] = keys = new StagedKeys(reference, parents, KeysOf);
        }
        return keys;
    }

    /// <summary>Reads what stands for the parents that were there before, where rows may refer to them.</summary>
    public async Task ReadParentsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var keys in _keys.Values.Where(k => MayReferToExisting(k.Reference.Key)).ToList())
            await keys.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether rows of the run may refer to rows that were there before: as the plan says, or by an override.</summary>
    bool MayReferToExisting(ForeignKey key)
    {
        var children = _programs.Where(p => _find(p.Table.Table.Name)?.Table.Name == key.Table).ToList();
        return children.Exists(p => p.Table.References.Any(r => r.Key.ReferencedTable == key.ReferencedTable && r.Key.Columns.SequenceEqual(key.Columns) && (r.IncludesExisting || r.Source is ParentSource.Existing or ParentSource.Override))
            || p.Table.Segments.Any(s => s.Shares is not null || key.Columns.Any(s.Overrides.ContainsKey)));
    }
}
