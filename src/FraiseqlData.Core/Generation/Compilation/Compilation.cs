using FraiseqlData.Generation.Groups;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>One compilation: the programs of one plan with one set of data.</summary>
sealed class Compilation(RunCompiler compiler, ResolvedPlan plan, ResolvedPlanData data)
{
    readonly Dictionary<QualifiedName, TableProgram> _programs = [];
    readonly Dictionary<QualifiedName, TableContext> _contexts = [];
    readonly Dictionary<QualifiedName, List<(TableContext Child, PlannedKeys Keys)>> _waiting = [];
    readonly bool _hasForward = plan.Tables.Any(t => Made(t).Any(p => plan.Find(p)!.Order > t.Order));

    public RunCompiler Compiler => compiler;

    public ResolvedPlan Plan => plan;

    public ResolvedPlanData Data => data;

    /// <summary>What is known of rows that others refer to.</summary>
    public ParentMemory Memory { get; } = new();

    public AncestorPaths Paths { get; } = compiler.PathsOf(plan);

    /// <summary>Compiles all tables; those that fail are missing in what is returned, and their children's keys are not known then.</summary>
    public IReadOnlyList<TableProgram> Run(TableFailures failures)
    {
        foreach (var table in plan.Tables)
            _ = failures.Try(table, () => _contexts[table.Table.Name] = new TableContext(this, table));
        var circles = new AgreementCircles(ProgramOf, n => _contexts[n]);
        var inCircles = new List<ResolvedTable>();
        // Rows whose parents' own program failed cannot be told; the failure is settled first.
        foreach (var table in plan.Tables.Where(t => _contexts.ContainsKey(t.Table.Name) && !t.References.Any(IsBroken)))
        {
            if (!failures.Try(table, () => _programs[table.Table.Name] = CompileTable(_contexts[table.Table.Name])))
                continue;
            BindTo(table.Table.Name, failures);
            if (IsInCircle(table))
                inCircles.Add(table);
            // Nobody knows rows of a circle before it is complete.
            foreach (var complete in inCircles.Where(t => AreAncestorsCompiled(t.Table.Name, [])).ToList())
            {
                _ = inCircles.Remove(complete);
                _ = failures.Try(complete, () => circles.Break(_programs[complete.Table.Name]));
            }
        }
        return [.. plan.Tables.Where(t => _programs.ContainsKey(t.Table.Name)).Select(t => _programs[t.Table.Name])];
    }

    /// <summary>Whether rows of a table hang on rows of the same table, or of one that is loaded later and hangs on it.</summary>
    public bool IsInCircle(ResolvedTable table) =>
        table.References.Any(r => r.Source == ParentSource.Itself) || (_hasForward && LeadsTo(table, table.Table.Name, []));

    bool LeadsTo(ResolvedTable from, QualifiedName table, HashSet<QualifiedName> seen) =>
        Made(from).Any(p => p == table || (seen.Add(p) && LeadsTo(plan.Find(p)!, table, seen)));

    static IEnumerable<QualifiedName> Made(ResolvedTable table) =>
        table.References.Where(r => r is { Source: ParentSource.Plan, IsSecondPass: false }).Select(r => r.Key.ReferencedTable);

    bool IsBroken(ResolvedReference reference) =>
        reference is { Source: ParentSource.Plan, IsSecondPass: false } && plan.Find(reference.Key.ReferencedTable) is { } parent
        && parent.Order < plan.Find(reference.Key.Table)!.Order && !_programs.ContainsKey(parent.Table.Name);

    /// <summary>Finds out how the keys of a compiled table are known, for the tables that refer to it: those compiled before it too, as circles have it.</summary>
    void BindTo(QualifiedName parent, TableFailures failures)
    {
        if (!_waiting.Remove(parent, out var waiting))
            return;
        foreach (var (child, keys) in waiting)
            _ = failures.Try(child.Resolved, () => keys.Bind(child.Table, _programs[parent]));
    }

    /// <summary>The program of a table that was compiled before, or null.</summary>
    public TableProgram? ProgramOf(QualifiedName table) => _programs.GetValueOrDefault(table);

    /// <summary>The keys of a reference's parents.</summary>
    public ParentKeys ParentsOf(TableContext child, ResolvedReference reference)
    {
        if (reference.IncludesExisting)
            return new JoinedKeys(ParentsOf(child, Planned(reference)), ParentsOf(child, Existing(reference)));
        if (reference.Source == ParentSource.Existing)
            return new ExistingKeys([.. reference.Key.Columns.Select(c => child.Codecs[child.IndexOf(c)])], data.Parents[ParentName(reference.Key)]);
        return Planned(child, reference.Key, reference.Key.ReferencedColumns);
    }

    /// <summary>Columns of a reference's parents, as something that rows may agree on.</summary>
    public ParentFacet ColumnsOf(TableContext child, ResolvedReference reference, IReadOnlyList<string> parentColumns) => reference.IncludesExisting
        ? new JoinedFacet(Memory, ColumnsOf(child, Planned(reference), parentColumns), ColumnsOf(child, Existing(reference), parentColumns))
        : Memory.Facet(NameOf(reference, parentColumns), () => new ColumnsFacet(Memory, RowsOf(child, reference, parentColumns), CodecsOf(reference.Key.ReferencedTable, parentColumns)));

    ParentKeys RowsOf(TableContext child, ResolvedReference reference, IReadOnlyList<string> parentColumns) =>
        reference.Source == ParentSource.Existing
            ? new ExistingKeys(CodecsOf(reference.Key.ReferencedTable, parentColumns), data.Parents[ParentName(reference.Key)], reference.Key.ReferencedColumns.ToList().IndexOf(parentColumns[0]))
            : Planned(child, reference.Key, parentColumns);

    /// <summary>What one of the <see cref="ToldColumns"/> of a reference's parents holds, where it is known without the server: made by this run before the child, or read. Null where it is not.</summary>
    public RowValues? ValuesOf(ResolvedReference reference, string column)
    {
        var codec = TypeCodecs.For(plan.Schema.Get(reference.Key.ReferencedTable).GetColumn(column));
        return KnownRowsOf(reference, column, codec) is { } rows ? Memory.Values(NameOf(reference, [column]), () => new RowValues(Memory, rows, codec)) : null;
    }

    /// <summary>What a column of a table's own rows holds, known when the table is compiled; null for what only the user's code knows.</summary>
    public Func<long, object?> OwnValuesOf(TableContext table, string column)
    {
        var rows = new Lazy<RowValues?>(() => ProgramOf(table.Table.Name) is { } program && program.Segments.All(s => s.CanCompute([table.IndexOf(column)]))
            ? new RowValues(Memory, new ComputedKeys(program.Table, program.Segments, [table.IndexOf(column)]), table.Codecs[table.IndexOf(column)])
            : null);
        return ordinal => rows.Value?.Of(ordinal);
    }

    /// <summary>What a column of the parents' own parents holds, as far as it is known without the server; null where it is not.</summary>
    /// <param name="reference">The reference to the parents, which this run makes.</param>
    /// <param name="next">Their key of one column that leads on.</param>
    /// <param name="column">The column.</param>
    public LinkedValues? ValuesOver(ResolvedReference reference, ForeignKey next, string column)
    {
        if (reference.Source != ParentSource.Plan || reference.IncludesExisting || next.Columns is not [var link] || !_contexts.TryGetValue(reference.Key.ReferencedTable, out var parent))
            return null;
        return parent.References.FirstOrDefault(r => r.Key == next) is { IsPickable: true, Parents: { Count: <= LinkedValues.Most } keys } further
            && ValuesOf(reference, link) is { } links && ValuesOf(further.Resolved, column) is { } values
            ? new LinkedValues(links, new RowValues(Memory, keys, parent.Codecs[further.Columns[0]]), keys.Count, values)
            : null;
    }

    ParentKeys? KnownRowsOf(ResolvedReference reference, string column, TypeCodec codec)
    {
        var key = reference.Key;
        if (reference.IncludesExisting)
            return KnownRowsOf(Planned(reference), column, codec) is { } planned && KnownRowsOf(Existing(reference), column, codec) is { } existing ? new JoinedKeys(planned, existing) : null;
        if (reference.Source == ParentSource.Existing && key.ReferencedTable != key.Table)
            return new ExistingKeys([codec], data.Parents[ParentName(key)], key.Columns.Count + Paths.Behind(key).Sum(p => p[^1].Columns.Count) + ToldBy(key).FindIndex(c => c.Name == column));
        return reference.Source == ParentSource.Plan && _programs.TryGetValue(key.ReferencedTable, out var parent)
            && parent.Table.IndexOf(column) is var index && parent.Segments.All(s => s.CanCompute([index]))
            ? new ComputedKeys(parent.Table, parent.Segments, [index])
            : null;
    }

    List<Column> ToldBy(ForeignKey key) => [.. ToldColumns.Of(plan.Schema.Get(key.ReferencedTable), plan.Schema.Get(key.Table))];

    /// <summary>The ancestor to which a path leads from a reference's parents.</summary>
    public ParentFacet AncestorOf(TableContext child, ResolvedReference reference, IReadOnlyList<ForeignKey> path)
    {
        if (path.Count == 1)
            return KeysOf(child, reference);
        if (reference.IncludesExisting)
            return new JoinedFacet(Memory, AncestorOf(child, Planned(reference), path), AncestorOf(child, Existing(reference), path));
        if (reference.Source == ParentSource.Existing)
        {
            return Memory.Facet(NameOf(reference, path.Skip(1).Select(k => ParentName(k))), () =>
            {
                var codecs = CodecsOf(path[^1].Table, path[^1].Columns);
                return new ColumnsFacet(Memory, new ExistingKeys(codecs, data.Parents[ParentName(reference.Key)], FirstText(reference.Key, path)), codecs);
            });
        }
        if (path.Count == 2)
            return ColumnsOf(child, reference, path[1].Columns);
        return Memory.Facet(NameOf(reference, path.Skip(1).Select(k => ParentName(k))), () =>
        {
            var parent = _contexts[reference.Key.ReferencedTable];
            var next = parent.References.First(r => r.Key.Name == path[1].Name).Resolved;
            return new LinkedFacet(Memory, ColumnsOf(child, reference, path[1].Columns), KeysOf(parent, next), AncestorOf(parent, next, [.. path.Skip(1)]));
        });
    }

    /// <summary>A name for something of a reference's parents: rows of this run are the same for all who refer to them, rows that were read are each key's own.</summary>
    static string NameOf(ResolvedReference reference, IEnumerable<string> parts) =>
        string.Join('\n', [reference.Source == ParentSource.Existing || reference.IncludesExisting || reference.Key.IsSelfReference ? ParentName(reference.Key) : reference.Key.ReferencedTable.ToString(), reference.IncludesExisting ? "all" : "", .. parts]);

    IReadOnlyList<TypeCodec> CodecsOf(QualifiedName table, IReadOnlyList<string> columns) => [.. columns.Select(c => TypeCodecs.For(plan.Schema.Get(table).GetColumn(c)))];

    /// <summary>Whether the rows along a path are known: made by this run, up to one that was there and whose further ancestors were read.</summary>
    public bool CanFollow(IReadOnlyList<ForeignKey> path)
    {
        foreach (var key in path.Skip(1).SkipLast(1))
        {
            var reference = plan.Find(key.Table)?.References.FirstOrDefault(r => r.Key == key);
            if (reference is { Source: ParentSource.Existing })
                return true;
            if (reference is not { Source: ParentSource.Plan, IsSecondPass: false })
                return false;
        }
        return true;
    }

    static ResolvedReference Planned(ResolvedReference reference) => reference with { IncludesExisting = false };

    static ResolvedReference Existing(ResolvedReference reference) => reference with { IncludesExisting = false, Source = ParentSource.Existing };

    ParentFacet KeysOf(TableContext child, ResolvedReference reference) => ColumnsOf(child, reference, reference.Key.ReferencedColumns);

    /// <summary>The place of an ancestor's key among the texts of an existing parent.</summary>
    int FirstText(ForeignKey key, IReadOnlyList<ForeignKey> path) =>
        key.Columns.Count + Paths.Behind(key).TakeWhile(p => !p.SequenceEqual(path)).Sum(p => p[^1].Columns.Count);

    PlannedKeys Planned(TableContext child, ForeignKey key, IReadOnlyList<string> columns)
    {
        var keys = new PlannedKeys(key, columns, plan.Find(key.ReferencedTable)!.Count, () => AreAncestorsCompiled(key.ReferencedTable, []), Memory);
        if (_programs.TryGetValue(key.ReferencedTable, out var parent))
            keys.Bind(child.Table, parent);
        else if (_waiting.TryGetValue(key.ReferencedTable, out var waiting))
            waiting.Add((child, keys));
        else
            _waiting[key.ReferencedTable] = [(child, keys)];
        return keys;
    }

    /// <summary>Whether all tables that rows of a table refer to are compiled, and those behind them. One that failed is not.</summary>
    bool AreAncestorsCompiled(QualifiedName table, HashSet<QualifiedName> seen) =>
        !seen.Add(table) || Made(plan.Find(table)!).All(p => _programs.ContainsKey(p) && AreAncestorsCompiled(p, seen));

    /// <summary>The name under which the existing parents of a key stand in <see cref="ResolvedPlanData.Parents"/>.</summary>
    public static string ParentName(ForeignKey key) => $"{key.Table}.{key.Name}";

    static TableProgram CompileTable(TableContext table)
    {
        var segments = table.Resolved.Segments.Select(s => new SegmentCompiler(table, SoftOverrides.Suiting(table, s)).Compile()).ToList();
        return new TableProgram(table.Resolved, segments, [], [.. table.References.Where(r => r.Resolved.IsSecondPass).Select(r => SecondPassCompiler.Compile(table, r, segments))]);
    }
}
