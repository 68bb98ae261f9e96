using FraiseqlData.Constraints;
using FraiseqlData.Generation.Groups;
using FraiseqlData.Planning;
using FraiseqlData.Trinity;

namespace FraiseqlData.Generation;

/// <summary>Decides for each column of a segment where its values come from, in the order of precedence that the documentation gives.</summary>
sealed partial class SegmentCompiler(TableContext table, RowSegment segment)
{
    const int SlugDigits = 4;
    const ulong MostInTurn = 1000;

    readonly List<BatchStep> _steps = [];
    readonly HashSet<int> _decided = [];
    readonly HashSet<int> _unique = [];
    readonly LastSteps _last = new(table);
    readonly Dictionary<int, GeneratorOverride> _named = [];
    readonly Dictionary<(int, string Locale), ValueSource> _namedSources = [];
    readonly Dictionary<int, double> _nullRatios = [];
    readonly OverrideCompiler _overrides = new(table, segment);
    readonly IdentityColumns _identity = new(table, segment);
    readonly ScopedKeyPlanner? _scoped = segment.Shares is null ? null : new ScopedKeyPlanner(table, segment);

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
        List<BatchStep> steps = [.. _last.Behind(_steps).SelectMany(s => NullShares.With(table, segment, s))];
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
        var tree = new TreeColumns(table, segment);
        if (segment.Tree is not null)
        {
            _steps.AddRange(tree.Shaped(_decided));
            _decided.UnionWith(_steps.SelectMany(s => s.Writes));
            return;
        }
        foreach (var step in tree.Picked(_decided.Union(_named.Keys).ToHashSet()).ToList())
        {
            _last.Add(step);
            if (step is not TreeLimitStep)
                _decided.UnionWith(step.Writes);
            if (step is TreePathStep)
                _unique.UnionWith(step.Writes);
        }
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
                case GeneratorOverride generator when _identity.StrategyOf(generator, index) is { } strategy and not UuidStrategy.Random:
                    AddUnique(index, _identity.UuidStepOf(index, strategy));
                    break;
                case GeneratorOverride generator when _overrides.CustomOf(generator) is null:
                    AddNamed(index, generator);
                    break;
                case TemplateOverride or ScriptOverride or GeneratorOverride:
                    _last.Add(_overrides.StepOf(index, value));
                    break;
                case var given:
                    _steps.Add(_overrides.StepOf(index, given));
                    break;
            }
        }
        OverrideRules.CheckUnique(table, segment);
    }

    void AddNamed(int index, GeneratorOverride generator)
    {
        if (table.References.Any(r => r.Columns.Contains(index)))
        {
            _steps.Add(_overrides.StepOf(index, generator));
            return;
        }
        // Takes the place of the column's own source, so that unique keys hold with it too.
        _named[index] = generator;
        _ = SourceOf(index);
        // A comment or a rule that only says how values are made leaves open how many are NULL.
        _nullRatios[index] = OverrideCompiler.NullRatio(generator) ?? (generator.From is null ? 0 : table.Run.Compiler.Options.NullRatio);
        _ = _decided.Remove(index);
    }

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
        if (table.UuidKey is { } uuid && _identity.Strategy != UuidStrategy.Random && table.IndexOf(uuid.Name) is var key && !_named.ContainsKey(key) && _decided.Add(key))
            AddUnique(key, _identity.UuidStepOf(key, _identity.Strategy));
        if (table.Trinity is { } trinity && table.IndexOf(trinity.Identifier.Name) is var identifier && !_named.ContainsKey(identifier)
            && !_decided.Contains(identifier) && _identity.FormOf(identifier, IdentifierForm.SortableDigits) is { } form)
        {
            _ = _unique.Add(identifier) & _decided.Add(identifier);
            _last.Add(_identity.IdentifierOf(identifier, form, isNumbered: true));
        }
        foreach (var (column, isUnique) in SlugColumns.Of(table))
        {
            if (_named.ContainsKey(column) || !_decided.Add(column))
                continue;
            if (isUnique)
                _ = _unique.Add(column);
            _last.Add(_identity.IdentifierOf(column, _identity.FormOf(column, SlugDigits)!, isUnique));
        }
    }

    void AddUnique(int index, BatchStep step)
    {
        _steps.Add(step);
        _ = _unique.Add(index);
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
}
