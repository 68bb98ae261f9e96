using FraiseqlData.Generation.Sources;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>Turns the user's overrides of a segment into steps.</summary>
sealed class OverrideCompiler(TableContext table, RowSegment segment)
{
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

    /// <summary>The generator of the user's own that an override names; null where it names a built-in one.</summary>
    public CustomGenerator? CustomOf(GeneratorOverride generator) => table.Run.Compiler.Options.Generators.GetValueOrDefault(generator.Name);

    OverrideStep ListStep(int index, ListOverride list)
    {
        var weights = list.IsSampled ? new WeightedPick(list.Weights ?? [.. list.Values.Select(_ => 1.0)]) : null;
        var step = new OverrideStep(table.Table, index, table.Codecs[index], list.Values, segment.FirstOrdinal, weights, table.StreamKey(list.Together is { } group ? "#records:" + group : table.ColumnAt(index).Name));
        OverrideRules.CheckValues(table, index, step.Values);
        return step;
    }

    /// <summary>The share of NULLs that an override asks for; null where it leaves it open.</summary>
    public static double? NullRatio(GeneratorOverride generator) =>
        generator.Parameters.TryGetValue("null_ratio", out var given) && given is not null ? Convert.ToDouble(given, System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>The source that an override names.</summary>
    public static ValueSource NamedSource(TableContext table, int index, GeneratorOverride generator) =>
        table.Sources.ByName(generator.Name, generator.Parameters, table.Table, table.ColumnAt(index), table.Constraints.DomainOf(table.ColumnAt(index).Name), generator.From ?? "override");
}
