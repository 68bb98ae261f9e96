using System.Collections.Concurrent;
using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Narrowing;
using FraiseqlData.Errors;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>
/// Turns a resolved plan and its data into programs that make the rows. A pure function: the same inputs give programs that make the same rows,
/// on any machine.
/// </summary>
/// <remarks>What is known of a table's columns whatever the plan says is kept from one compilation to the next. Not safe for concurrent compilations.</remarks>
sealed class RunCompiler
{
    readonly DatabaseSchema _schema;
    readonly ChildDemands _demands;
    readonly ConcurrentDictionary<Table, TableConstraints> _own = [];
    readonly ConcurrentDictionary<Table, TableConstraints> _constraints = [];
    readonly ConcurrentDictionary<(Table, int, string Locale), ValueSource?> _sources = [];
    readonly Dictionary<Table, long> _wanted;
    readonly ConcurrentDictionary<(Table, int), List<ColumnMeaning>> _meanings = [];
    readonly Dictionary<Table, LocaleMix> _locales;
    readonly Dictionary<string, SourceCatalog> _catalogs;
    AncestorPaths? _paths;
    readonly SortedSet<string> _warnings = new(StringComparer.Ordinal);

    /// <summary>Creates a compiler for a plan; later compilations may have other counts, not other tables.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="scripts">Evaluates script overrides, or null.</param>
    /// <param name="samples">What <see cref="ResolvedPlanData.Samples"/> says.</param>
    public RunCompiler(ResolvedPlan plan, IScriptHost? scripts, IReadOnlyDictionary<string, IReadOnlyList<string>> samples)
    {
        (_schema, Options, Scripts) = (plan.Schema, plan.Plan.Options, scripts);
        _demands = new ChildDemands(plan, Own);
        _wanted = plan.Tables.ToDictionary(t => t.Table, t => t.RowsToTellApart);
        if (Options.Generators.Keys.FirstOrDefault(n => SourceCatalog.IsName(n)) is { } taken)
            throw GenerationErrors.GeneratorNameTaken(taken);
        _locales = plan.Tables.Where(t => t.Segments.Any(s => s.Locale is not null)).ToDictionary(t => t.Table, t => OneLocale(t));
        var users = SourceOptions.UsersOf(plan.Schema.Tables);
        _catalogs = _locales.Values.Append(Options.Locale).SelectMany(l => l.Codes).Distinct().ToDictionary(l => l, l => new SourceCatalog(
            new SourceOptions { Custom = [.. Options.Generators.Keys], Seed = Options.Seed, ReferenceDate = Options.ReferenceDate, Locale = l, Samples = samples, Users = users }), StringComparer.Ordinal);
    }

    /// <summary>What the user should know of how columns are filled.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;

    public PlanOptions Options { get; }

    public IScriptHost? Scripts { get; }

    /// <summary>The locales of a table: its entry's, else the plan's.</summary>
    public LocaleMix LocaleOf(Table table) => _locales.GetValueOrDefault(table, Options.Locale);

    /// <summary>Where the sources of a locale's columns come from.</summary>
    public SourceCatalog SourcesOf(string locale) => _catalogs[locale];

    SourceCatalog SourcesOf(Table table) => _catalogs[LocaleOf(table).Main];

    static LocaleMix OneLocale(ResolvedTable table) =>
        table.Segments.Select(s => s.Locale).OfType<LocaleMix>().Distinct().ToList() is [var only] ? only : throw PlanErrors.LocaleNotSingle(table);

    /// <summary>Compiles all tables, in load order.</summary>
    /// <exception cref="Errors.FraiseqlDataException">An override does not fit, or a column cannot be filled.</exception>
    public IReadOnlyList<TableProgram> Compile(ResolvedPlan plan, ResolvedPlanData data)
    {
        var failures = new TableFailures();
        var programs = Compile(plan, data, failures);
        return failures.Found.Count == 0 ? programs : throw failures.First();
    }

    /// <summary>Compiles all tables that can be compiled, in load order.</summary>
    public IReadOnlyList<TableProgram> Compile(ResolvedPlan plan, ResolvedPlanData data, TableFailures failures)
    {
        if (_sources.IsEmpty)
            FindSources(plan);
        return new Compilation(this, plan, data).Run(failures);
    }

    /// <summary>Finds what fills the columns of all tables, on all processors: most of the work, and no table's result depends on another's.</summary>
    void FindSources(ResolvedPlan plan) => Parallel.ForEach(plan.Tables, t =>
    {
        for (var column = 0; column < t.Table.Columns.Count; column++)
        {
            try
            {
                _ = MeaningOf(t.Table, column, SourceOf(t.Table, column));
            }
            catch (FraiseqlDataException)
            {
                // It is thrown again where the column is compiled, if it needs a source at all.
            }
        }
    });

    /// <summary>Notes something that the user should know; the same thing once.</summary>
    public void Warn(string message) => _warnings.Add(message);

    /// <summary>What the constraints of a table, and its children's demands on its keys, mean.</summary>
    public TableConstraints Analyse(Table table) =>
        _constraints.GetOrAdd(table, t => _demands.Add(t, Own(t)));

    /// <summary>What the constraints of a table mean.</summary>
    /// <exception cref="Errors.FraiseqlDataException">They refuse every row, a rule drops every row, or it is partitioned and has no partition.</exception>
    public TableConstraints Own(Table table) =>
        _own.GetOrAdd(table, t => Possible(t, ConstraintAnalyzer.Analyze(t, Options.ReferenceDate, PartitionBounds.Of(_schema, t, Options.CreatePartitions))));

    /// <summary>The paths to shared ancestors; plans that differ in counts only have the same.</summary>
    public AncestorPaths PathsOf(ResolvedPlan plan) => _paths ??= new AncestorPaths(plan);

    /// <summary>The source that suits a column, or null where no value can be made.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column's index.</param>
    /// <param name="locale">One of the table's locales, or null for that of most rows.</param>
    public ValueSource? SourceOf(Table table, int column, string? locale = null) =>
        _sources.GetOrAdd((table, column, locale ?? LocaleOf(table).Main), k => FindSource(k.Item1, k.Item1.Columns[k.Item2], SourcesOf(k.Locale)));

    /// <summary>What a column's name says it holds, in the sense of the source that fills it; null where it says nothing of that.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column's index.</param>
    /// <param name="source">The source, or null where something else gives the values.</param>
    public ColumnMeaning? MeaningOf(Table table, int column, ValueSource? source)
    {
        var meanings = _meanings.GetOrAdd((table, column), k => [.. RuleSources.Meanings(k.Item1, k.Item1.Columns[k.Item2])]);
        return source is { Origin: SourceOrigin.Name } ? meanings.Where(m => m.Role == source.Name).Select(m => (ColumnMeaning?)m).FirstOrDefault()
            : source is { Origin: SourceOrigin.Type } || meanings.Count == 0 ? null
            : meanings[0];
    }

    static TableConstraints Possible(Table table, TableConstraints constraints) =>
        table.DroppingRule is { } rule ? throw GenerationErrors.RowsDropped(table, rule)
        : constraints.Impossible.Count == 0 ? constraints
        : throw GenerationErrors.Impossible(table, constraints.Impossible[0]);

    /// <summary>A source of the values that lie in a column's own domain and in another one; null for none.</summary>
    public ValueSource? NarrowedSource(Table table, int column, ColumnDomain domain) => NarrowedSource(table, column, domain, SourcesOf(table));

    ValueSource? NarrowedSource(Table table, int column, ColumnDomain domain, SourceCatalog sources)
    {
        var both = DomainAlgebra.Intersect(Analyse(table).DomainOf(table.Columns[column].Name), domain);
        return both.IsEmpty ? null : sources.ForColumn(table, table.Columns[column], both, asKey: false);
    }

    /// <summary>Gives a column the values of a form, since the server refuses the others.</summary>
    public void Shape(Table table, int column, ColumnDomain form)
    {
        foreach (var locale in LocaleOf(table).Codes)
            _sources[(table, column, locale)] = NarrowedSource(table, column, form, SourcesOf(locale));
    }

    ValueSource? FindSource(Table table, Column column, SourceCatalog sources)
    {
        var domain = Analyse(table).DomainOf(column.Name);
        if (domain.IsEmpty && column.NotNull)
            throw GenerationErrors.DomainEmpty(table, column, domain);
        var asKey = table.PrimaryKey?.Columns.Contains(column.Name) ?? false;
        var source = sources.ForColumn(table, column, domain, asKey);
        // What the name suggests may have too few values for a key; what the type alone can hold may not.
        return source is { Origin: SourceOrigin.Name } && IsKeyAlone(table, column) && source.DistinctCapacity < (ulong)_wanted.GetValueOrDefault(table)
            && sources.ByType(table, column, domain, asKey) is { } wider && wider.DistinctCapacity > source.DistinctCapacity
            ? wider
            : source;
    }

    static bool IsKeyAlone(Table table, Column column) => table.UniqueKeys.Any(k => k.Parts is [{ Column: { } only }] && only == column.Name);
}
