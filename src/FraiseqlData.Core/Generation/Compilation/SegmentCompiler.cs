using FraiseqlData.Constraints;
using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Generation;

/// <summary>Decides for each column of a segment where its values come from, in the order of precedence that the documentation gives.</summary>
sealed class SegmentCompiler(TableContext table, RowSegment segment)
{
    const int SlugDigits = 4;
    const ulong MostInTurn = 1000;

    readonly List<BatchStep> _steps = [];
    readonly HashSet<int> _decided = [];
    readonly HashSet<int> _unique = [];
    readonly List<BatchStep> _last = [];
    readonly Dictionary<int, GeneratorOverride> _named = [];
    readonly Dictionary<(int, string Locale), ValueSource> _namedSources = [];
    readonly Dictionary<int, double> _nullRatios = [];
    readonly ScopedKeyPlanner? _scoped = segment.Shares is null ? null : new ScopedKeyPlanner(table, segment);

    /// <summary>Whether rows cannot be made twice, so that the server cannot judge them before they are sent.</summary>
    bool CallsUserCode => _last.Exists(s => s.CallsUserCode);

    public SegmentProgram Compile()
    {
        LeaveToServer();
        AddParents();
        AddOverrides();
        AddKeys();
        AddTree();
        AddUniqueKeys();
        AddReferences();
        AddSources();
        OrderTexts();
        List<BatchStep> steps = [.. _steps.Concat(_last).SelectMany(s => NullShares.With(table, segment, s))];
        var written = steps.SelectMany(s => s.Writes).ToHashSet();
        // Values that came out of the columns' domains need no check that the domains settle; the user's and parents' keys do.
        var fromDomains = steps.SelectMany(s => s.IsDrawn ? s.Writes : s is UniqueStep unique ? unique.DomainColumns : s is ScopedUniqueStep scoped ? scoped.DomainColumns : []).ToHashSet();
        var checks = table.Constraints.AllChecks.Where(c => c.Columns.Any(name => written.Contains(table.IndexOf(name)))
            && (table.Constraints.RowChecks.Contains(c) || !c.Columns.All(name => fromDomains.Contains(table.IndexOf(name))) || c.Columns.Any(segment.Overrides.ContainsKey))).ToList();
        return new SegmentProgram(segment, table.Codecs, steps, checks.Count == 0 && !HasOpenChecks() ? null : new RowVerifier(table, checks, steps), table.Data.FirstInstance)
        {
            Expressions = OverrideRules.Expressions(table, segment),
        };
    }

    /// <summary>Whether something is the server's to decide: a condition, or what a trigger does.</summary>
    bool HasOpenChecks() =>
        table.Run.Plan.Schema.HasTriggers(table.Table) || table.Constraints.ServerChecks.Count > 0 || table.Table.Columns.Any(c => NestedChecks.FirstOpen(c.Type, table.Run.Compiler.Options.ReferenceDate) is not null);

    void LeaveToServer()
    {
        for (var i = 0; i < table.Table.Columns.Count; i++)
        {
            var column = table.ColumnAt(i);
            var overridden = segment.Overrides.GetValueOrDefault(column.Name);
            var serverAssigned = column.Sequence is not null && overridden is null && !table.Data.Keys.ContainsKey(column.Name)
                && !table.References.Any(r => r.Columns.Contains(i));
            if (column.IsGenerated || overridden is DefaultOverride or SqlOverride || serverAssigned || (!column.CanInsert && overridden is null))
                _ = _decided.Add(i);
            if (serverAssigned)
                _ = _unique.Add(i);
        }
    }

    void AddParents()
    {
        if (_scoped is null)
            return;
        _steps.Add(_scoped.Driver());
        _decided.UnionWith(_scoped.Columns);
    }

    void AddTree()
    {
        if (segment.Tree is null)
            return;
        _steps.AddRange(new TreeColumns(table, segment).Steps(_decided));
        _decided.UnionWith(_steps.SelectMany(s => s.Writes));
    }

    void AddOverrides()
    {
        foreach (var (name, value) in segment.Overrides.OrderBy(o => table.IndexOf(o.Key)))
        {
            var index = table.IndexOf(name);
            if (!_decided.Add(index))
                continue;
            if (value is ReferenceOverride reference)
            {
                _steps.Add(new ReferenceCompiler(table, segment).Compile(index, reference));
                _decided.UnionWith(_steps[^1].Writes);
                continue;
            }
            switch (OverrideRules.Typed(value, table.Codecs[index]))
            {
                case TemplateOverride { Template: var template } when !TemplateCompiler.HasPlaceholders(template):
                    AddNamed(index, new GeneratorOverride("template", new Dictionary<string, object?> { ["template"] = template }) { From = value.From });
                    break;
                case GeneratorOverride generator when StrategyOf(generator, index) is { } strategy and not UuidStrategy.Random:
                    AddUnique(index, UuidStepOf(index, strategy));
                    break;
                case GeneratorOverride generator when CustomOf(generator) is null:
                    AddNamed(index, generator);
                    break;
                case TemplateOverride or ScriptOverride or GeneratorOverride:
                    _last.Add(StepOf(index, value));
                    break;
                case var given:
                    _steps.Add(StepOf(index, given));
                    break;
            }
        }
        OverrideRules.CheckUnique(table, segment);
    }

    /// <summary>The step of an override.</summary>
    /// <exception cref="Errors.FraiseqlDataException">The override does not fit, or only the server can carry it out.</exception>
    public BatchStep StepOf(int index, ColumnOverride value)
    {
        var name = table.ColumnAt(index).Name;
        return OverrideRules.Typed(value, table.Codecs[index]) switch
        {
            ConstantOverride constant => ListStep(index, new ListOverride([constant.Value])),
            ListOverride list => ListStep(index, list),
            TemplateOverride template => new TemplateCompiler(table, index).Compile(template.Template),
            GeneratorOverride generator when CustomOf(generator) is { } custom =>
                new CodeStep(table, index, CellCode.Of(table, index, custom, generator.Parameters, name), instruction => StepOf(index, instruction)),
            GeneratorOverride generator => new SourceStep(
                index, MixedSource.Of(table.RowLocales, locale => NamedSource(locale is null ? table : table.In(locale), index, generator)), table.StreamKey(name), NullRatio(generator) ?? 0),
            ScriptOverride script => new CodeStep(table, index, CellCode.Of(table, index, script), instruction => StepOf(index, instruction)),
            _ => throw GenerationErrors.InstructionTooLate(table.Table, table.ColumnAt(index), table.Data.FirstInstance),
        };
    }

    CustomGenerator? CustomOf(GeneratorOverride generator) => table.Run.Compiler.Options.Generators.GetValueOrDefault(generator.Name);

    OverrideStep ListStep(int index, ListOverride list)
    {
        var weights = list.IsSampled ? new WeightedPick(list.Weights ?? [.. list.Values.Select(_ => 1.0)]) : null;
        var step = new OverrideStep(table.Table, index, table.Codecs[index], list.Values, segment.FirstOrdinal, weights, table.StreamKey(list.Together is { } group ? "#records:" + group : table.ColumnAt(index).Name));
        OverrideRules.CheckValues(table, index, step.Values);
        return step;
    }

    void AddNamed(int index, GeneratorOverride generator)
    {
        if (table.References.Any(r => r.Columns.Contains(index)))
        {
            _steps.Add(StepOf(index, generator));
            return;
        }
        // Takes the place of the column's own source, so that unique keys hold with it too.
        _named[index] = generator;
        _ = SourceOf(index);
        // A comment or a rule that only says how values are made leaves open how many are NULL.
        _nullRatios[index] = NullRatio(generator) ?? (generator.From is null ? 0 : table.Run.Compiler.Options.NullRatio);
        _ = _decided.Remove(index);
    }

    static double? NullRatio(GeneratorOverride generator) =>
        generator.Parameters.TryGetValue("null_ratio", out var given) && given is not null ? Convert.ToDouble(given, System.Globalization.CultureInfo.InvariantCulture) : null;

    static ValueSource NamedSource(TableContext table, int index, GeneratorOverride generator) =>
        table.Sources.ByName(generator.Name, generator.Parameters, table.Table, table.ColumnAt(index), table.Constraints.DomainOf(table.ColumnAt(index).Name), generator.From ?? "override");

    /// <summary>Reserved integer keys, pattern UUIDs and identifiers: unique as they come.</summary>
    void AddKeys()
    {
        foreach (var (name, block) in table.Data.Keys)
        {
            var index = table.IndexOf(name);
            if (!_named.ContainsKey(index) && _decided.Add(index))
                AddUnique(index, new KeyBlockStep(index, block));
        }
        // Random ones are made unique as any other column.
        if (table.UuidKey is { } uuid && Strategy != UuidStrategy.Random && table.IndexOf(uuid.Name) is var key && !_named.ContainsKey(key) && _decided.Add(key))
            AddUnique(key, UuidStepOf(key, Strategy));
        if (table.Trinity is { } trinity && table.IndexOf(trinity.Identifier.Name) is var identifier && !_named.ContainsKey(identifier)
            && !_decided.Contains(identifier) && FormOf(identifier, IdentifierForm.SortableDigits) is { } form)
        {
            _ = _unique.Add(identifier) & _decided.Add(identifier);
            _last.Add(Identifier(identifier, form, isNumbered: true));
        }
        foreach (var (column, isUnique) in SlugColumns.Of(table))
        {
            if (_named.ContainsKey(column) || !_decided.Add(column))
                continue;
            if (isUnique)
                _ = _unique.Add(column);
            _last.Add(Identifier(column, FormOf(column, SlugDigits)!, isUnique));
        }
    }

    /// <summary>How texts with an instance are written into a column; null where it takes none.</summary>
    IdentifierForm? FormOf(int column, int digits)
    {
        var domain = table.Constraints.DomainOf(table.ColumnAt(column).Name);
        return domain.Allowed is not null ? null
            : IdentifierForm.Suiting(table.Sources.ShapeOf(table.Table, table.ColumnAt(column), domain), TrinityTable.EntityOf(table.Table), table.Data.FirstInstance, digits);
    }

    IdentifierStep Identifier(int column, IdentifierForm form, bool isNumbered)
    {
        var name = ColumnHabits.NameColumn(table.Table);
        return new IdentifierStep(column, name is null ? null : table.IndexOf(name.Name), TrinityTable.EntityOf(table.Table), form, isNumbered);
    }

    void AddUnique(int index, BatchStep step)
    {
        _steps.Add(step);
        _ = _unique.Add(index);
    }

    UuidStrategy Strategy => segment.UuidStrategy ?? table.Run.Compiler.Options.UuidStrategy;

    /// <summary>What a generator <c>uuid</c> is asked to make its ids of; null for other generators, and where it is not asked.</summary>
    UuidStrategy? StrategyOf(GeneratorOverride generator, int index) =>
        !string.Equals(generator.Name, "uuid", StringComparison.OrdinalIgnoreCase) || generator.Parameters.GetValueOrDefault("strategy") is not { } given ? null
        : Enum.TryParse<UuidStrategy>(given.ToString(), ignoreCase: true, out var strategy) && Enum.IsDefined(strategy) ? strategy
        : throw GenerationErrors.OverrideInvalid(table.Table, table.ColumnAt(index), null, $"'{given}' is no strategy for UUIDs.", "Use 'pattern', 'random' or 'version7'.");

    UuidStep UuidStepOf(int index, UuidStrategy strategy)
    {
        var (options, first) = (table.Run.Compiler.Options, table.Data.FirstInstance);
        if (strategy == UuidStrategy.Version7)
            return UuidStep.Version7(index, first, options.ReferenceDate, table.StreamKey(table.ColumnAt(index).Name));
        var code = table.Data.TableCode ?? throw GenerationErrors.OverrideInvalid(
            table.Table, table.ColumnAt(index), null, "the table has no table code, since it has no uuid key.", "Give it one with -TableCode of Add-FqTable.");
        var fields = options.Uuid;
        return UuidStep.Pattern(index, first, new PatternUuid(TableCodes.Parse(code), fields.SeedDirectory, fields.Function, fields.Scenario, fields.TestCase, 0));
    }

    void AddUniqueKeys()
    {
        foreach (var step in new UniqueKeyPlanner(table, _decided, _unique, table.RowLocales is null ? new SharedSubjects(table, SourceOf).Of : new MixedSubjects(table, SourceIn).Of, _scoped).Plan())
        {
            _steps.Add(step);
            _decided.UnionWith(step.Writes);
        }
    }

    void AddReferences()
    {
        foreach (var step in new ReferencePlanner(table, _decided, segment.NullRatios).Plan())
        {
            _steps.Add(step);
            _decided.UnionWith(step.Writes);
        }
    }

    void AddSources()
    {
        var drawn = new Dictionary<int, SourceStep>();
        for (var i = 0; i < table.Table.Columns.Count; i++)
        {
            if (_decided.Contains(i))
                continue;
            var column = table.ColumnAt(i);
            var domain = table.Constraints.DomainOf(column.Name);
            if (!column.NotNull && !_named.ContainsKey(i) && (domain.MustBeNull || domain.IsEmpty || (SourceCatalog.IsSoftDelete(column) && !segment.NullRatios.ContainsKey(column.Name)) || table.Spared.Contains(i)))
            {
                _steps.Add(new NullStep([i], domain.MustBeNull || domain.IsEmpty ? "its constraints allow nothing else"
                    : table.Spared.Contains(i) ? "the row would be too wide" : "it says when or by whom a row was deleted"));
            }
            else if (CallsUserCode && !column.NotNull && !_named.ContainsKey(i) && NestedChecks.FirstOpen(column.Type, table.Run.Compiler.Options.ReferenceDate) is { } open)
            {
                _steps.Add(new NullStep([i], $"the domain {open.SqlName} inside its type cannot be met for certain"));
                table.Run.Compiler.Warn($"{table.Table.Name}.{column.Name} stays NULL: what the domain {open.SqlName} inside its type demands cannot be met for certain. Override it to fill it.");
            }
            else if (ReadsGivenSetting(column))
                continue;
            else if (SourceOf(i) is { } source && !KeepsDefault(column, domain, source))
            {
                drawn[i] = new SourceStep(i, source, table.StreamKey(column.Name), NullRatioOf(i, column, domain, source), ColumnHabits.IsName(table.Table, column) ? MostInTurn : 0);
            }
            else if (SourceOf(i) is null && column.NotNull && !ColumnHabits.HasDefault(column))
            {
                throw GenerationErrors.NoSource(table.Table, column, domain);
            }
        }
        GroupContradictions.Check(table, _steps.OfType<OverrideStep>().Where(s => IsUsers(s.Writes[0]) && s.Constant is not null).ToDictionary(s => s.Writes[0], s => s.Constant!));
        _steps.AddRange(Joined(drawn));
        _decided.UnionWith(Enumerable.Range(0, table.Table.Columns.Count));
    }

    /// <summary>The steps of drawn columns, joined where they belong together; for each row those of its locale.</summary>
    IReadOnlyList<BatchStep> Joined(Dictionary<int, SourceStep> drawn)
    {
        var given = _steps.SelectMany(s => s.Writes).ToHashSet();
        if (table.RowLocales is not { } locales)
            return new RowGroups(table, given, drawn).Join();
        return MixedLocalesStep.Join(
            locales,
            [.. locales.Codes.Select(table.In).Select(view => new RowGroups(view, given, drawn.ToDictionary(d => d.Key, d => d.Value.With(SourceIn(view, d.Key) ?? d.Value.Source))).Join())],
            c => table.Codecs[c].ValueType == typeof(string));
    }

    /// <summary>Whether the user gave the column an override.</summary>
    bool IsUsers(int column) => segment.Overrides.TryGetValue(table.ColumnAt(column).Name, out var given) && given.From is null;

    /// <summary>A column with a default is meant to be filled, though it may be NULL.</summary>
    double NullRatioOf(int index, Column column, ColumnDomain domain, ValueSource source) =>
        column.NotNull || domain.NotNull ? 0 : segment.NullRatios.TryGetValue(column.Name, out var said) ? said : _named.ContainsKey(index) ? _nullRatios.GetValueOrDefault(index) : column.Default is not null ? 0
        : source.Origin == SourceOrigin.Name ? UsualNulls.Of(table.Table, column, source.Name, table.Run.Compiler.Options.NullRatio) : table.Run.Compiler.Options.NullRatio;

    /// <summary>The server's default stays where it is a constant and nothing but the type would decide otherwise; a check between columns needs room on both sides, and keys that others refer to have to be known.</summary>
    bool KeepsDefault(Column column, ColumnDomain domain, ValueSource source) =>
        domain.IsAny && source.Origin == SourceOrigin.Type && ColumnHabits.HasConstantDefault(column) && !table.IsReferenced(column)
        && !table.Constraints.RowChecks.Any(c => c.Columns.Contains(column.Name)) && !table.Constraints.ServerChecks.Any(c => c.Columns.Contains(column.Name));

    /// <summary>A default that reads a setting which the plan gives is what the plan wants: it stays.</summary>
    bool ReadsGivenSetting(Column column) =>
        column.Default is { } text && !table.IsReferenced(column)
        && SettingUse.In(text).Any(name => table.Run.Compiler.Options.Settings.Any(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));

    ValueSource? SourceOf(int index) => SourceIn(table, index);

    ValueSource? SourceIn(TableContext view, int index) =>
        !_named.TryGetValue(index, out var named) ? view.Run.Compiler.SourceOf(view.Table, index, view.Locale)
        : _namedSources.TryGetValue((index, view.Locale), out var known) ? known
        : _namedSources[(index, view.Locale)] = NamedSource(view, index, named);

    void OrderTexts()
    {
        OrderLast();
        for (var i = 0; i < _last.Count; i++)
        {
            if (_last[i] is ISeesRow code)
                code.Sees([.. _steps.Concat(_last.Take(i)).SelectMany(s => s.Writes).Distinct().Order()]);
        }
    }

    /// <summary>Puts what reads a column after what writes it.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqOverrideInvalid</c>: templates name each other in a circle, or a column without a value.</exception>
    void OrderLast()
    {
        var written = _steps.SelectMany(s => s.Writes).ToHashSet();
        var waiting = new List<BatchStep>(_last);
        _last.Clear();
        while (waiting.Count > 0)
        {
            if (waiting.Find(s => s.Reads.All(written.Contains)) is not { } next)
                throw OverrideRules.Unready(table, waiting, written);
            _ = waiting.Remove(next);
            _last.Add(next);
            written.UnionWith(next.Writes);
        }
    }
}
