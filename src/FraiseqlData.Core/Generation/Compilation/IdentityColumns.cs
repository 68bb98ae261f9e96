using FraiseqlData.Planning;
using FraiseqlData.Trinity;

namespace FraiseqlData.Generation;

/// <summary>How the columns are written by which rows are known: uuid keys, identifiers, slugs.</summary>
sealed class IdentityColumns(TableContext table, RowSegment segment)
{
    /// <summary>What uuid keys are made of.</summary>
    public UuidStrategy Strategy => segment.UuidStrategy ?? table.Run.Compiler.Options.UuidStrategy;

    /// <summary>What a generator <c>uuid</c> is asked to make its ids of; null for other generators, and where it is not asked.</summary>
    public UuidStrategy? StrategyOf(GeneratorOverride generator, int index) =>
        !string.Equals(generator.Name, "uuid", StringComparison.OrdinalIgnoreCase) || generator.Parameters.GetValueOrDefault("strategy") is not { } given ? null
        : Enum.TryParse<UuidStrategy>(given.ToString(), ignoreCase: true, out var strategy) && Enum.IsDefined(strategy) ? strategy
        : throw GenerationErrors.OverrideInvalid(table.Table, table.ColumnAt(index), null, $"'{given}' is no strategy for UUIDs.", "Use 'pattern', 'random' or 'version7'.");

    /// <summary>The step that writes the ids of a column.</summary>
    public UuidStep UuidStepOf(int index, UuidStrategy strategy)
    {
        var (options, first) = (table.Run.Compiler.Options, table.Data.FirstInstance);
        if (strategy == UuidStrategy.Version7)
            return UuidStep.Version7(index, first, options.ReferenceDate, table.StreamKey(table.ColumnAt(index).Name));
        var code = table.Data.TableCode ?? throw GenerationErrors.OverrideInvalid(
            table.Table, table.ColumnAt(index), null, "the table has no table code, since it has no uuid key.", "Give it one with -TableCode of Add-FqTable.");
        var fields = options.Uuid;
        return UuidStep.Pattern(index, first, new PatternUuid(TableCodes.Parse(code), fields.SeedDirectory, fields.Function, fields.Scenario, fields.TestCase, 0));
    }

    /// <summary>How texts with an instance are written into a column; null where it takes none.</summary>
    public IdentifierForm? FormOf(int column, int digits)
    {
        var domain = table.Constraints.DomainOf(table.ColumnAt(column).Name);
        return domain.Allowed is not null ? null
            : IdentifierForm.Suiting(table.Sources.ShapeOf(table.Table, table.ColumnAt(column), domain), TrinityTable.EntityOf(table.Table), table.Data.FirstInstance, digits);
    }

    /// <summary>The step that writes a text made of the row's name and instance.</summary>
    public IdentifierStep IdentifierOf(int column, IdentifierForm form, bool isNumbered)
    {
        var name = ColumnHabits.NameColumn(table.Table);
        return new IdentifierStep(column, name is null ? null : table.IndexOf(name.Name), TrinityTable.EntityOf(table.Table), form, isNumbered);
    }
}
