using FraiseqlData.Constraints;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Sources;

/// <summary>
/// Chooses where each column's values come from: a constraint that fixes them, else a rule for the column's name, else its type.
/// Sources never write NULL; how many rows are NULL is decided elsewhere.
/// </summary>
sealed class SourceCatalog
{
    readonly SourceOptions _options;
    readonly LocaleWords _words;
    readonly PatternCache _patterns = new();

    /// <summary>Creates the catalog of a run.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqLocaleUnknown</c>: there is no such locale.</exception>
    public SourceCatalog(SourceOptions options) => (_options, _words) = (options, LocaleWords.Of(options.Locale));

    /// <summary>Refuses a locale that does not exist.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqLocaleUnknown</c>.</exception>
    public static void CheckLocale(string locale) => _ = LocaleWords.Of(locale);

    /// <summary>The source for a column.</summary>
    /// <param name="table">The column's table.</param>
    /// <param name="column">The column.</param>
    /// <param name="domain">What the constraints leave the column.</param>
    /// <param name="asKey">Whether the column is a key whose distinct values should come in order.</param>
    /// <returns>The source, or null where nothing is known about the type or nothing is left of the domain.</returns>
    public ValueSource? ForColumn(Table table, Column column, ColumnDomain domain, bool asKey)
    {
        var request = Request(table, column, domain, asKey);
        return domain.Alternatives.Count > 0 ? From(SourceOrigin.Constraint, AlternativesSource.Of(request, Choose)) : Choose(request);
    }

    /// <summary>The source for a column that its type and constraints alone suggest, whatever its name; null as in <see cref="ForColumn"/>.</summary>
    public ValueSource? ByType(Table table, Column column, ColumnDomain domain, bool asKey) =>
        domain.Alternatives.Count > 0 ? null : From(SourceOrigin.Type, TypeRules.Source(Request(table, column, domain, asKey)));

    /// <summary>Whether a built-in generator bears a name.</summary>
    public static bool IsName(string name) => NamedSources.Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The words of the plan's locale.</summary>
    public LocaleWords Words => _words;

    /// <summary>What a column demands of its texts; null where its type is no text.</summary>
    public TextShape? ShapeOf(Table table, Column column, ColumnDomain domain) =>
        Request(table, column, domain, asKey: false) is var request && Texts.IsText(request.Type) ? Texts.ShapeOf(request) : null;


    /// <summary>The names of all generators, in order.</summary>
    public IReadOnlyList<string> Names => NamedSources.Names;

    /// <summary>The source that an override asks for by name.</summary>
    /// <param name="name">The generator's name.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="table">The column's table.</param>
    /// <param name="column">The column.</param>
    /// <param name="domain">What the constraints leave the column.</param>
    /// <param name="reason">Who asks for it, in words.</param>
    /// <exception cref="Errors.FraiseqlDataException">
    /// <c>FqGeneratorUnknown</c>: no such generator or parameter. <c>FqGeneratorParameter</c>: a parameter is wrong.
    /// <c>FqGeneratorUnsuitable</c>: it cannot make the column's values.
    /// </exception>
    public ValueSource ByName(string name, IReadOnlyDictionary<string, object?> parameters, Table table, Column column, ColumnDomain domain, string reason = "override") =>
        From(SourceOrigin.Override, NamedSources.Source(Request(table, column, domain, asKey: false) with { Reason = reason }, name, parameters))!;

    /// <summary>The source of a built-in generator, or null where it does not suit the column.</summary>
    /// <param name="name">The generator's name.</param>
    /// <param name="table">The column's table.</param>
    /// <param name="column">The column.</param>
    /// <param name="domain">What the constraints leave the column.</param>
    /// <param name="reason">Why, in words.</param>
    public ValueSource? ByRule(string name, Table table, Column column, ColumnDomain domain, string reason) =>
        From(SourceOrigin.Name, Generators.All[name].Make(Request(table, column, domain, asKey: false) with { Name = name, Reason = reason }));

    /// <summary>The source that a template asks for by name.</summary>
    /// <param name="name">The generator's name.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="table">The table.</param>
    /// <param name="column">The column that the template is for.</param>
    /// <param name="type">The type of the source's values.</param>
    /// <exception cref="Errors.FraiseqlDataException">As <see cref="ByName"/>.</exception>
    public ValueSource ForText(string name, IReadOnlyDictionary<string, object?> parameters, Table table, Column column, out PgType type)
    {
        Errors.FraiseqlDataException? first = null;
        foreach (var candidate in PlainTypes.All)
        {
            try
            {
                var part = Request(table, column, ColumnDomain.Any, asKey: false).Part(column.Name, candidate, -1);
                type = candidate;
                return NamedSources.Source(part, name, parameters);
            }
            catch (Errors.FraiseqlDataException e) when (e.Id == NamedSources.Unsuitable)
            {
                first ??= e;
            }
        }
        throw first!;
    }

    /// <summary>Whether values of a base type inside a column's type can be made without having seen one.</summary>
    public bool IsKnown(Table table, Column column, PgType type) => TypeRules.IsKnown(Request(table, column, ColumnDomain.Any, asKey: false).Part(column.Name, type, -1));

    /// <summary>Whether a column says when or by whom its row was deleted: it stays NULL unless asked for.</summary>
    public static bool IsSoftDelete(Column column) => column.Name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant() is
        "deletedat" or "deletedon" or "deletedby" or "deletiondate" or "deleteddate" or "datedeleted" or "deletedtime" or "deleted"
        or "archivedat" or "archivedon" or "archivedby" or "removedat" or "removedby" or "discardedat" or "trashedat"
        && column.Type.Underlying.Name.Name != "bool";

    static TypedSource? Choose(SourceRequest request) =>
        From(SourceOrigin.Constraint, ListSources.Allowed(request))
        ?? From(SourceOrigin.Name, RuleSources.Source(request))
        ?? From(SourceOrigin.Type, ThingNames.Source(request) ?? TypeRules.Source(request));

    static T? From<T>(SourceOrigin origin, T? source)
        where T : ValueSource
    {
        if (source is not null)
            source.Origin = origin;
        return source;
    }

    SourceRequest Request(Table table, Column column, ColumnDomain domain, bool asKey) => new()
    {
        Options = _options,
        Words = _words,
        Patterns = _patterns,
        Table = table,
        Column = column,
        Domain = domain,
        AsKey = asKey,
        Key = CellRandom.StreamKey(_options.Seed, table.Name + "." + column.Name + "#order"),
    };
}
