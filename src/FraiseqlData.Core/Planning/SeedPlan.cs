using System.Collections.Immutable;
using FraiseqlData.Connections;
using FraiseqlData.Errors;

namespace FraiseqlData.Planning;

/// <summary>
/// An immutable description of the seed data that is wanted. Every change gives a new plan and leaves the old one as it was.
/// A plan holds no secret and no open connection, and writes nothing.
/// </summary>
public sealed class SeedPlan
{
    SeedPlan(SchemaSource? source, PlanOptions options, ImmutableArray<PlanEntry> entries)
    {
        PlanChecker.CheckOptions(options);
        (Source, Options, EntryList) = (source, options, entries);
    }

    /// <summary>The database that names are checked against, and the default target of a run; null for none.</summary>
    public FqConnection? Connection => Source?.Connection;

    /// <summary>Seed, reference date, schemas and the other options.</summary>
    public PlanOptions Options { get; }

    /// <summary>What is wanted, in the order in which it was added.</summary>
    public IReadOnlyList<PlanEntry> Entries => EntryList;

    internal SchemaSource? Source { get; }

    ImmutableArray<PlanEntry> EntryList { get; }

    /// <summary>Starts an empty plan.</summary>
    /// <param name="connection">The database that names are checked against, or null: then nothing is checked before the run.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <exception cref="FraiseqlDataException">
    /// <c>FqUuidFieldOutOfRange</c>, <c>FqWorkerInvalid</c>, <c>FqIdentifierTemplateInvalid</c>: an option makes no sense.
    /// </exception>
    public static SeedPlan Create(FqConnection? connection = null, PlanOptions? options = null) =>
        new(connection is null ? null : new SchemaSource(connection), options ?? new PlanOptions(), []);

    /// <summary>A plan with one more entry. Nothing is checked here; <see cref="PlanChecker"/> does it.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqKeyTaken</c>: another entry has the same key.</exception>
    public SeedPlan Add(PlanEntry entry)
    {
        if (entry.Key is not null && EntryList.Any(e => string.Equals(e.Key, entry.Key, StringComparison.OrdinalIgnoreCase)))
            throw PlanErrors.KeyTaken(entry.Key);
        return new SeedPlan(Source, Options, EntryList.Add(entry));
    }

    /// <summary>A plan with one more entry.</summary>
    /// <param name="pattern">A table name, with wildcards and a schema if wanted: <c>tb_model</c>, <c>catalog.tb_*</c>.</param>
    /// <param name="count">How many rows each table gets, at least 1.</param>
    /// <param name="overrides">What columns get instead of generated values, by column name.</param>
    public SeedPlan Add(string pattern, long count, IReadOnlyDictionary<string, ColumnOverride>? overrides = null) =>
        Add(new PlanEntry { Pattern = pattern, Count = count, Overrides = overrides ?? ImmutableDictionary<string, ColumnOverride>.Empty });

    /// <summary>A plan without the entries whose key or pattern is exactly this text (ignoring case).</summary>
    public SeedPlan Remove(string keyOrPattern) =>
        new(Source, Options, EntryList.RemoveAll(e => e.IsNamed(keyOrPattern)));

    /// <summary>A plan with other options.</summary>
    public SeedPlan With(PlanOptions options) => new(Source, options, EntryList);

    /// <summary>A plan of the same tables with no count above a number.</summary>
    internal SeedPlan WithMost(long rows) => new(
        Source,
        Options with { ParentCounts = Options.ParentCounts.ToDictionary(c => c.Key, c => Math.Min(c.Value, rows), StringComparer.OrdinalIgnoreCase) },
        [.. EntryList.Select(e => e with { Count = Math.Min(e.Count, rows) })]);

    /// <summary>A plan that knows a generator of the user's; one of the same name is replaced.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqGeneratorNameInvalid</c>: the name is no word.</exception>
    public SeedPlan WithGenerator(CustomGenerator generator)
    {
        if (generator.Name.Length == 0 || !generator.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw PlanErrors.GeneratorNameInvalid(generator.Name);
        var generators = new Dictionary<string, CustomGenerator>(Options.Generators, StringComparer.OrdinalIgnoreCase) { [generator.Name] = generator };
        return With(Options with { Generators = generators });
    }

    /// <summary>A plan that knows a generator of the user's; one of the same name is replaced.</summary>
    /// <param name="name">The name: letters, digits and underscores; no built-in generator's.</param>
    /// <param name="generator">Makes the values.</param>
    /// <exception cref="FraiseqlDataException"><c>FqGeneratorNameInvalid</c>: the name is no word.</exception>
    public SeedPlan WithGenerator(string name, IValueGenerator generator) =>
        WithGenerator(new CustomGenerator(name) { Generator = generator, Parameters = generator.Parameters, Source = generator.GetType().FullName ?? "" });

    /// <summary>Entries and rows in words.</summary>
    public override string ToString() =>
        EntryList.IsEmpty ? "an empty seed plan" : string.Join(", ", EntryList.Select(e => $"{e.Pattern} x {e.Amount}"));
}
