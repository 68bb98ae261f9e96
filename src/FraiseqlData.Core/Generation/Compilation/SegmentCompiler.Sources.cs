using FraiseqlData.Constraints;
using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>The columns that nothing else decides: from a source, those that belong together jointly.</summary>
sealed partial class SegmentCompiler
{
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
            else if (_last.CallsUserCode && !column.NotNull && !_named.ContainsKey(i) && NestedChecks.FirstOpen(column.Type, table.Run.Compiler.Options.ReferenceDate) is { } open)
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
        _steps.AddRange(new Absences(table, _steps, drawn).Find());
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

    /// <summary>The server's default stays where it is a constant and nothing but the type would decide otherwise, unless the type lists what there is to choose from; a check between columns needs room on both sides, and keys that others refer to have to be known.</summary>
    bool KeepsDefault(Column column, ColumnDomain domain, ValueSource source) =>
        domain.IsAny && source.Origin == SourceOrigin.Type && column.Type.Kind != PgTypeKind.Enum && ColumnHabits.HasConstantDefault(column) && !table.IsReferenced(column)
        && !table.Constraints.RowChecks.Any(c => c.Columns.Contains(column.Name)) && !table.Constraints.ServerChecks.Any(c => c.Columns.Contains(column.Name));

    /// <summary>A default that reads a setting which the plan gives is what the plan wants: it stays.</summary>
    bool ReadsGivenSetting(Column column) =>
        column.Default is { } text && !table.IsReferenced(column)
        && SettingUse.In(text).Any(name => table.Run.Compiler.Options.Settings.Any(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));

    ValueSource? SourceOf(int index) => SourceIn(table, index);

    ValueSource? SourceIn(TableContext view, int index) =>
        !_named.TryGetValue(index, out var named) ? view.Run.Compiler.SourceOf(view.Table, index, view.Locale)
        : _namedSources.TryGetValue((index, view.Locale), out var known) ? known
        : _namedSources[(index, view.Locale)] = OverrideCompiler.NamedSource(view, index, named);
}
