using FraiseqlData.Generation.Sources;
using FraiseqlData.Generation.Text;
using FraiseqlData.Planning;
using FraiseqlData.Trinity;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Finds out what the names in a template stand for.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The index of the column that the template is for.</param>
sealed class TemplateCompiler(TableContext table, int column)
{
    const string Instance = "instance";

    static readonly string[] TableNames = ["entity", "name", "parent", "table_code", "seed_dir", "function", "scenario", "test_case"];

    /// <summary>Whether a template has placeholders (or what looks like them), and not only choices.</summary>
    public static bool HasPlaceholders(string template) => template.AsSpan().IndexOfAny('{', '}') >= 0;

    /// <summary>The step that writes the template's texts.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqOverrideInvalid</c>: it cannot be read, or a name in it means nothing.</exception>
    public TemplateStep Compile(string template)
    {
        try
        {
            return new TemplateStep(table, column, [.. TemplateReader.Read(template).Select((token, i) => Part(token, i))]);
        }
        catch (FormatException e)
        {
            throw GenerationErrors.OverrideInvalid(table.Table, table.ColumnAt(column), null, $"its template cannot be read: {e.Message}.", "Correct the template.", e);
        }
    }

    TemplatePart Part(TemplateToken token, int place)
    {
        var streamKey = table.StreamKey(FormattableString.Invariant($"{table.ColumnAt(column).Name}#{place}"));
        if (token is not PlaceholderToken placeholder)
            return new ChoicePart(new TemplateText(((TextToken)token).Text), streamKey);
        var (name, parameters, format) = placeholder;
        if (parameters.Count == 0)
        {
            if (string.Equals(name, Instance, StringComparison.OrdinalIgnoreCase))
                return new InstancePart(format);
            // In the column's own template its name can only mean the generator.
            if (Find(name) is { } index && index != column)
                return new ColumnPart(index, table.Codecs[index], format);
            if (OfTable(name.ToLowerInvariant(), format) is { } ofTable)
                return ofTable;
        }
        var (sources, generators) = (table.Sources, table.Run.Compiler.Options.Generators);
        if (generators.TryGetValue(name, out var custom))
            return new CodePart(CellCode.Of(table, column, custom, parameters, FormattableString.Invariant($"{table.ColumnAt(column).Name}#{place}")), format);
        if (!sources.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            var known = table.Table.Columns.Where((_, i) => i != column).Select(c => c.Name).Concat(sources.Names).Concat(generators.Keys).Append(Instance).Concat(TableNames);
            throw GenerationErrors.OverrideInvalid(
                table.Table, table.ColumnAt(column), null, $"'{{{name}}}' in its template is no other column of the table and no generator.{NearestNames.DidYouMean(NearestNames.Of(name, known))}",
                "Name a column, {instance} or a generator; a brace of its own is written twice.");
        }
        var type = PlainTypes.All[0];
        var source = MixedSource.Of(table.RowLocales, locale => (locale is null ? sources : table.Run.Compiler.SourcesOf(locale)).ForText(name, parameters, table.Table, table.ColumnAt(column), out type));
        return new SourcePart(source, TypeCodecs.For(type, -1), streamKey, format);
    }

    /// <summary>What the names mean that stand for the table and the fields of its UUIDs.</summary>
    TemplatePart? OfTable(string name, string? format)
    {
        var uuid = table.Run.Compiler.Options.Uuid;
        return name switch
        {
            "entity" => new ConstantPart(AsciiForm.Slug(TrinityTable.EntityOf(table.Table), '-'), format),
            "name" when ColumnHabits.NameColumn(table.Table) is { } named && table.IndexOf(named.Name) is var index && index != column => new ColumnPart(index, table.Codecs[index], format),
            "name" when table.Trinity is not null => new ConstantPart(AsciiForm.Slug(TrinityTable.EntityOf(table.Table), '-'), format),
            "table_code" when table.Data.TableCode is { } code => new ConstantPart(code, format),
            "seed_dir" => new ConstantPart(uuid.SeedDirectory, format),
            "function" => new ConstantPart(uuid.Function, format),
            "scenario" => new ConstantPart(uuid.Scenario, format),
            "test_case" => new ConstantPart(uuid.TestCase, format),
            "parent" when table.References.FirstOrDefault(r => r.Key.IsSelfReference) is { } reference => new ParentPart(table, reference, column, format),
            _ => null,
        };
    }

    int? Find(string name)
    {
        var found = PlanChecker.FindColumn(table.Table, name);
        return found is null ? null : table.IndexOf(found.Name);
    }
}
