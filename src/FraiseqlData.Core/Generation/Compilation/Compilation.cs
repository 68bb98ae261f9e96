using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>One compilation: the programs of one plan with one set of data.</summary>
sealed class Compilation(RunCompiler compiler, ResolvedPlan plan, ResolvedPlanData data)
{
    readonly Dictionary<QualifiedName, TableProgram> _programs = [];
    readonly List<(TableContext Child, PlannedKeys Keys)> _plannedKeys = [];

    public RunCompiler Compiler => compiler;

    public ResolvedPlan Plan => plan;

    public ResolvedPlanData Data => data;

    /// <summary>Compiles all tables; those that fail are missing in what is returned, and their children's keys are not known then.</summary>
    public IReadOnlyList<TableProgram> Run(TableFailures failures)
    {
        foreach (var table in plan.Tables)
            _ = failures.Try(table, () => _programs[table.Table.Name] = CompileTable(table));
        // Only now is it known of every parent, those of circles included, whether its keys can be computed.
        foreach (var (child, keys) in _plannedKeys)
        {
            if (_programs.TryGetValue(keys.Key.ReferencedTable, out var parent))
                _ = failures.Try(child.Resolved, () => keys.Bind(child.Table, parent));
        }
        return [.. plan.Tables.Where(t => _programs.ContainsKey(t.Table.Name)).Select(t => _programs[t.Table.Name])];
    }

    /// <summary>The keys of a reference's parents.</summary>
    public ParentKeys ParentsOf(TableContext child, ResolvedReference reference)
    {
        if (reference.Source == ParentSource.Existing)
            return new ExistingKeys([.. reference.Key.Columns.Select(c => child.Codecs[child.IndexOf(c)])], data.Parents[ParentName(reference.Key)]);
        var keys = new PlannedKeys(reference.Key, plan.Find(reference.Key.ReferencedTable)!.Count);
        _plannedKeys.Add((child, keys));
        return keys;
    }

    /// <summary>The name under which the existing parents of a key stand in <see cref="ResolvedPlanData.Parents"/>.</summary>
    public static string ParentName(ForeignKey key) => $"{key.Table}.{key.Name}";

    TableProgram CompileTable(ResolvedTable table)
    {
        var context = new TableContext(this, table);
        var segments = table.Segments.Select(s => new SegmentCompiler(context, s).Compile()).ToList();
        return new TableProgram(table, segments, [], [.. context.References.Where(r => r.Resolved.IsSecondPass).Select(r => SecondPassCompiler.Compile(context, r, segments))]);
    }
}
