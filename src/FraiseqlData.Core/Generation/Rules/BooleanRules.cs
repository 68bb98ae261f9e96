using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Rules;

/// <summary>How often a flag is set, by its name.</summary>
static class BooleanRules
{
    static readonly string[] Usual =
        ["active", "enabled", "visible", "published", "verified", "available", "valid", "public", "confirmed", "approved", "accepted", "subscribed", "consent", "aktiv",
         "actif", "activo", "sichtbar", "current", "agreed", "paid", "open"];

    static readonly string[] Rare =
        ["deleted", "archived", "blocked", "banned", "disabled", "locked", "hidden", "expired", "cancelled", "canceled", "spam", "suspended", "test", "admin", "superuser",
         "root", "system", "internal", "fraud", "flagged", "error", "failed", "default", "deprecated", "discontinued", "revoked", "geloescht", "gesperrt", "supprime",
         "eliminado", "featured", "pinned", "staff", "anonymous", "confidential", "muted"];

    static readonly string[] Questions = ["is", "has", "can"];

    /// <summary>The source for a flag's name, or null where the name says nothing or the domain leaves no choice.</summary>
    public static TypedSource? Source(SourceRequest request)
    {
        if (Numbers.IsNumber(request.Type))
            return AsksYesOrNo(request.Column.Name) ? Generators.All["flag"].Make(request with { Name = "flag", Reason = $"name '{request.Column.Name}'" }) : null;
        if (request.Type.Name.Name != "bool" || ListSources.Booleans(request) is not { DistinctCapacity: 2 })
            return null;
        var words = ColumnWords.OfColumn(request.Column.Name).Words;
        // is_not_active, not_deleted: leave it even.
        var isNegated = words.Any(w => w is "not" or "no" or "un");
        var (word, chance) = isNegated ? (null, 0.5)
            : words.FirstOrDefault(Rare.Contains) is { } rare ? (rare, 0.05)
            : words.FirstOrDefault(Usual.Contains) is { } usual ? (usual, 0.85)
            : (null, 0.5);
        return Of(request with { Name = "boolean", Reason = word is null ? $"name '{request.Column.Name}' says nothing of how often it is set" : $"name '{word}'" }, chance);
    }

    /// <summary>Whether a number's name begins as a question does: <c>is_active</c>, <c>HasGarden</c>, not <c>island</c>.</summary>
    static bool AsksYesOrNo(string name) => Array.Exists(Questions, q => name.Length > q.Length && name.StartsWith(q, StringComparison.OrdinalIgnoreCase)
        && (name[q.Length] == '_' || (char.IsUpper(name[q.Length]) && char.IsLower(name[q.Length - 1]))));

    /// <summary>True with a probability.</summary>
    public static TypedSource Of(SourceRequest request, double chance) => new FlagSource(chance) { Name = request.Name, Reason = request.Reason };

    sealed class FlagSource(double chance) : TypedSource<bool>
    {
        public override ulong DistinctCapacity => 2;

        public override bool Make(ref CellRandom random) => random.Chance(chance);

        public override bool MakeDistinct(ulong index, ref CellRandom random) => (index == 0) == (chance >= 0.5);
    }
}
