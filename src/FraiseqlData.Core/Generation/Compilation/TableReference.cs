using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>A foreign key of a table in a run.</summary>
sealed class TableReference
{
    readonly TableContext _table;
    readonly HashSet<int> _reached;
    readonly Lazy<List<int>> _refused;
    readonly Dictionary<int, Lazy<ParentFacet>> _facets = [];
    readonly Dictionary<int, Lazy<ParentValues>> _values = [];
    readonly Dictionary<string, Lazy<ParentGroups>> _groups = new(StringComparer.Ordinal);

    /// <summary>Creates a reference.</summary>
    /// <param name="table">The table.</param>
    /// <param name="resolved">The foreign key.</param>
    /// <param name="index">Its number among the table's references.</param>
    /// <param name="ancestors">The ancestors on which the table's keys should agree.</param>
    public TableReference(TableContext table, ResolvedReference resolved, int index, IReadOnlyList<Agreement> ancestors)
    {
        (_table, Resolved, Index) = (table, resolved, index);
        _refused = new(Refused);
        Columns = [.. resolved.Key.Columns.Select(table.IndexOf)];
        Nullable = [.. Columns.Where(c => !table.ColumnAt(c).NotNull)];
        Parents = resolved.Source is ParentSource.None or ParentSource.Override ? null : table.Run.ParentsOf(table, resolved);
        Ancestors = [.. ancestors.Where(a => a.Ancestor!.Paths.TryGetValue(Key.Name, out var path) && CanFollow(path))];
        _reached = [.. Ancestors.Select(a => a.Number)];
        if (Parents is null)
            return;
        for (var i = 0; i < Columns.Count; i++)
        {
            var column = Key.ReferencedColumns[i];
            _facets[Columns[i]] = new(() => table.Run.ColumnsOf(_table, Resolved, [column]));
        }
        foreach (var agreement in Ancestors)
        {
            var facet = new Lazy<ParentFacet>(() => table.Run.AncestorOf(_table, Resolved, agreement.Ancestor!.Paths[Key.Name]));
            _facets[agreement.Number] = facet;
            _values[agreement.Number] = new(() => facet.Value.Values);
        }
    }

    public ResolvedReference Resolved { get; }

    /// <summary>The number of the reference among the table's.</summary>
    public int Index { get; }

    public ForeignKey Key => Resolved.Key;

    /// <summary>The indexes of the key's columns.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>Those of them that may be NULL.</summary>
    public IReadOnlyList<int> Nullable { get; }

    /// <summary>The ancestors, if any, on which its parents should agree with those of other keys.</summary>
    public IReadOnlyList<Agreement> Ancestors { get; }

    /// <summary>Whether an ancestor is among <see cref="Ancestors"/>.</summary>
    public bool Reaches(Agreement agreement) => _reached.Contains(agreement.Number);

    /// <summary>The parents' keys, or null where nobody picks parents.</summary>
    public ParentKeys? Parents { get; }

    /// <summary>Whether rows pick their parents freely while they are made.</summary>
    public bool IsPickable => Parents is not null && !Resolved.IsSecondPass && Resolved.Source != ParentSource.Itself;

    /// <summary>Whether it can be told which parents agree while programs are compiled.</summary>
    public bool IsKnown => Parents is { IsKnown: true } && Resolved.Source != ParentSource.Itself;

    /// <summary>Whether the table's own constraints list the keys that it may have, and only some of the rows that were there before may have these.</summary>
    public bool IsListed => (Resolved.Source == ParentSource.Existing || Resolved.IncludesExisting) && Domains.Any(d => d.Allowed is not null);

    IEnumerable<Constraints.ColumnDomain> Domains => Columns.Select(c => _table.Constraints.DomainOf(_table.ColumnAt(c).Name));

    /// <summary>Whether the key refers to the ancestor itself, so that the columns say which one it is.</summary>
    public bool IsDirect(Agreement agreement) => agreement.Ancestor!.Paths[Key.Name].Count == 1;

    /// <summary>Whether parents that agree on the ancestor are taken where there are such, but rows need not have others for it.</summary>
    public bool IsLoose(Agreement agreement) => SharedAncestors.IsLoose(agreement.Ancestor!.Paths[Key.Name]);

    /// <summary>Makes sure, while programs are compiled, that what agreements take will be known: keys that only the server knows are stored while the parent is loaded.</summary>
    public void Prepare(IReadOnlyList<Agreement> agreements)
    {
        foreach (var number in Parents is not null && (Columns.Count > 1 || agreements.Count > 0) ? Columns.Concat(agreements.Select(a => a.Number)) : [])
            _ = _facets[number].Value;
    }

    /// <summary>What a parent brings to an agreement on an ancestor, as a hash.</summary>
    public ulong ValueOf(Agreement agreement, long parent) => _values[agreement.Number].Value[parent];

    /// <summary>The parents in groups of those that bring the same to some agreements.</summary>
    /// <param name="agreements">The agreements, in the order in which their values are combined.</param>
    /// <remarks>Parents whose keys the table's own constraints refuse belong to no group.</remarks>
    public ParentGroups GroupsBy(IReadOnlyList<Agreement> agreements)
    {
        var name = string.Join(',', agreements.Select(a => a.Number));
        Lazy<ParentGroups> groups;
        lock (_groups)
        {
            if (!_groups.TryGetValue(name, out groups!))
                _groups[name] = groups = new(() => Group(agreements));
        }
        return groups.Value;
    }

    ParentGroups Group(IReadOnlyList<Agreement> agreements)
    {
        var combined = new ulong[checked((int)Parents!.Count)];
        Array.Fill(combined, KeyHash.Seed);
        foreach (var agreement in agreements)
        {
            var values = _values.TryGetValue(agreement.Number, out var known) ? known.Value : _facets[agreement.Number].Value.Values;
            for (var i = 0; i < combined.Length; i++)
                combined[i] = KeyHash.Combine(combined[i], values[i]);
        }
        foreach (var refused in _refused.Value)
            combined[refused] = KeyHash.Unknown;
        return new ParentGroups(combined);
    }

    /// <summary>The parents whose keys the table's own constraints refuse. In a circle nobody knows: there the rows' checks say it.</summary>
    List<int> Refused()
    {
        var domains = Domains.ToList();
        var refused = new List<int>();
        if (!domains.Exists(ChildDemands.IsLimiting) || Resolved.Source == ParentSource.Itself || _table.Run.IsInCircle(_table.Resolved))
            return refused;
        var cells = Columns.Select(c => _table.Codecs[c].CreateVector(1)).ToArray();
        for (var parent = 0; parent < Parents!.Count; parent++)
        {
            Parents.Copy(parent, cells, 0);
            if (cells.Where((cell, i) => ChildDemands.IsLimiting(domains[i]) && cell.GetValue(0) is { } value && !Constraints.DomainTest.Accepts(domains[i], value)).Any())
                refused.Add(parent);
        }
        return refused;
    }

    /// <summary>Tables that are loaded later, as circles have it, know their own parents only when those know them.</summary>
    bool CanFollow(IReadOnlyList<ForeignKey> path) =>
        Resolved.Source == ParentSource.Existing
        || path.Count == 1
        || (_table.Run.CanFollow(path)
            && (Resolved.Source == ParentSource.Itself || (Resolved.Source == ParentSource.Plan && _table.Run.Plan.Find(Key.ReferencedTable)!.Order < _table.Resolved.Order)));

    /// <summary>Writes the key of a parent into a row, and notes that the row has it.</summary>
    public void Put(RowBatch batch, int row, long parent)
    {
        var targets = new ColumnVector?[Columns.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = batch.Columns[Columns[i]];
        Parents!.Copy(parent, targets, row);
        batch.SetPick(Index, row, parent);
    }
}
