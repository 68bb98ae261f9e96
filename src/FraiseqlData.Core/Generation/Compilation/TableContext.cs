using FraiseqlData.Constraints;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>What the programs of a table's segments have in common.</summary>
sealed class TableContext
{
    public TableContext(Compilation run, ResolvedTable resolved)
    {
        (Run, Resolved, Data) = (run, resolved, run.Data.Tables[resolved.Table.Name]);
        Codecs = [.. Table.Columns.Select(TypeCodecs.For)];
        Constraints = run.Compiler.Analyse(Table);
        Trinity = TrinityTable.Detect(Table);
        UuidKey = UuidKeys.Find(Table);
        var locales = run.Compiler.LocaleOf(Table);
        Locale = locales.Main;
        RowLocales = locales.IsSingle ? null : new RowLocales(locales.Codes, new WeightedPick(locales.Weights), StreamKey("#locale"), resolved.LowestInstance);
        Spared = RowWidth.Spared(Table, Constraints, IsKeptFilled);
        Ancestors = [.. run.Paths.Of(Table).Select((a, i) => new Agreement(Table.Columns.Count + i, a))];
        References = [.. resolved.References
            .OrderByDescending(r => r.Key.Columns.Count).ThenBy(r => r.Key.Name, StringComparer.Ordinal)
            .Select((r, i) => new TableReference(this, r, i, Ancestors))];
    }

    /// <summary>The table in one of its locales.</summary>
    public TableContext In(string locale)
    {
        var copy = (TableContext)MemberwiseClone();
        copy.Locale = locale;
        return copy;
    }

    public Compilation Run { get; }

    public ResolvedTable Resolved { get; }

    public Table Table => Resolved.Table;

    public TableData Data { get; }

    public IReadOnlyList<TypeCodec> Codecs { get; }

    public TableConstraints Constraints { get; }

    /// <summary>The locale of the table's names and addresses; where rows have several, that of most rows.</summary>
    public string Locale { get; private set; }

    /// <summary>Says which locale each row has; null where all have the same.</summary>
    public RowLocales? RowLocales { get; }

    /// <summary>Where the sources of its columns come from.</summary>
    public SourceCatalog Sources => Run.Compiler.SourcesOf(Locale);

    public TrinityTable? Trinity { get; }

    public Column? UuidKey { get; }

    /// <summary>The ancestors on which several keys should agree, those that matter most first.</summary>
    public IReadOnlyList<Agreement> Ancestors { get; }

    /// <summary>The indexes of the columns that stay NULL, so that rows fit.</summary>
    public IReadOnlySet<int> Spared { get; }

    /// <summary>The foreign keys, those with most columns first.</summary>
    public IReadOnlyList<TableReference> References { get; }

    /// <summary>Whether a foreign key refers to the column.</summary>
    public bool IsReferenced(Column column) =>
        Run.Plan.Schema.IsReferenced(Table, column.Name);

    /// <summary>Whether rows of the run have to refer to rows of this one by the column, so that no row may be without it.</summary>
    public bool IsNeeded(int column) => Run.Plan.Tables.Any(t => t.References.Any(r => r.Source == ParentSource.Plan
        && r.Key.ReferencedTable == Table.Name && r.Key.ReferencedColumns.Contains(ColumnAt(column).Name) && !t.Table.CanBeNull(r.Key)));

    /// <summary>Whether a key or a condition between columns needs the column.</summary>
    bool IsKeptFilled(Column column) =>
        IsReferenced(column) || Table.UniqueKeys.Any(k => k.Columns.Contains(column.Name)) || Table.ForeignKeys.Any(k => k.Columns.Contains(column.Name))
        || Constraints.RowChecks.Any(c => c.Columns.Contains(column.Name));

    public int IndexOf(string column) => Resolved.IndexOf(column);

    public Column ColumnAt(int index) => Table.Columns[index];

    /// <summary>The stream of one of the table's columns, or of anything else that bears a name in it.</summary>
    public ulong StreamKey(string name) => CellRandom.StreamKey(Run.Compiler.Options.Seed, $"{Table.Name}.{name}");
}
