using System.Globalization;

namespace FraiseqlData.Planning;

/// <summary>Reads references that are written as maps: <c>@{ reference = 'tb_manufacturer'; where = @{ status = 'active' }; pick = 'zipf' }</c>.</summary>
static class ReferenceInstruction
{
    const double MostExponent = 10;

    /// <summary>What may stand beside <c>reference</c>.</summary>
    public static readonly string[] Parts = ["where", "pick", "exponent", "weights", "existing"];

    public static ReferenceOverride Read(string column, Dictionary<string, object?> parts)
    {
        if (parts["reference"] as string is not { Length: > 0 } target)
            throw PlanErrors.OverrideUnreadable(column, "'reference' takes the name of a table.", "For example @{ reference = 'tb_manufacturer' }.");
        var where = parts.GetValueOrDefault("where");
        if (where is not (null or IReadOnlyDictionary<string, object?>))
            throw PlanErrors.OverrideUnreadable(column, "'where' takes a map of columns and values.", "For example where = @{ status = 'active' }.");
        var weights = parts.GetValueOrDefault("weights");
        var read = new ReferenceOverride(target)
        {
            Where = where as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>(),
            Pick = Pick(column, parts.GetValueOrDefault("pick"), weights is not null),
            Exponent = parts.TryGetValue("exponent", out var exponent) ? OverrideInstruction.Numbers(column, exponent)[0] : 1,
            WeightColumn = weights as string,
            Weights = weights is null or string ? null : OverrideInstruction.Numbers(column, weights),
            IsExisting = Flag(column, parts.GetValueOrDefault("existing")),
        };
        Check(column, read);
        return read;
    }

    /// <summary>Refuses a reference that contradicts itself, whoever made it.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqOverrideInvalid</c>.</exception>
    public static void Check(string column, ReferenceOverride reference)
    {
        if (!(reference.Exponent > 0 && reference.Exponent <= MostExponent))
            throw PlanErrors.OverrideUnreadable(column, string.Create(CultureInfo.InvariantCulture, $"{reference.Exponent} is no exponent of a Zipf distribution."), "Use a number above 0, at most 10.");
        if (reference.Pick != ParentChoice.Zipf && reference.Exponent != 1)
            throw PlanErrors.OverrideUnreadable(column, $"an exponent has no meaning for {reference.Pick}.", "Use pick = 'zipf', or leave the exponent out.");
        var isWeighted = reference.Weights is not null || reference.WeightColumn is not null;
        if (isWeighted != (reference.Pick == ParentChoice.Weighted))
        {
            throw PlanErrors.OverrideUnreadable(
                column, isWeighted ? $"weights have no meaning for {reference.Pick}." : "a weighted pick needs weights.", "Use pick = 'weighted' together with weights: a column of the parents, or numbers.");
        }
        if (reference.Weights is not null && reference.WeightColumn is not null)
            throw PlanErrors.OverrideUnreadable(column, "it has weights both as numbers and as a column.", "Use one of them.");
        if (reference.Weights is { } weights)
            OverrideInstruction.Check(column, new ListOverride([.. weights.Cast<object?>()]) { IsSampled = true, Weights = weights });
    }

    static ParentChoice Pick(string column, object? given, bool hasWeights)
    {
        if (given is null)
            return hasWeights ? ParentChoice.Weighted : ParentChoice.Uniform;
        var word = given.ToString()!.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        var names = Enum.GetNames<ParentChoice>();
        return names.Contains(word, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<ParentChoice>(word, ignoreCase: true) : throw PlanErrors.OverrideUnreadable(
            column, $"'{given}' is no way to pick parents.{NearestNames.DidYouMean(NearestNames.Of(word, names.Select(n => n.ToLowerInvariant())))}",
            $"Use one of {string.Join(", ", names.Select(n => n.ToLowerInvariant()))}.");
    }

    static bool Flag(string column, object? given) => given switch
    {
        null => false,
        bool flag => flag,
        string text when bool.TryParse(text, out var flag) => flag,
        _ => throw PlanErrors.OverrideUnreadable(column, $"'existing' is true or false, not '{given}'.", "Use existing = $true, or leave it out."),
    };
}
