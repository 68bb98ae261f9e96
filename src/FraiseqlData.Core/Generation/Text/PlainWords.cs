namespace FraiseqlData.Generation.Text;

/// <summary>Plain English words for texts about which nothing is known.</summary>
static class PlainWords
{
    public static IReadOnlyList<string> Adjectives { get; } =
    [
        "Amber", "Basic", "Blue", "Bright", "Broad", "Calm", "Central", "Clear", "Compact", "Daily", "Deep", "Early", "East", "Express", "Fine", "First", "Fresh",
        "General", "Gentle", "Golden", "Grand", "Green", "Grey", "High", "Inner", "Large", "Late", "Light", "Local", "Long", "Main", "Mild", "Modern", "New",
        "North", "Open", "Outer", "Pale", "Plain", "Prime", "Quick", "Quiet", "Rapid", "Red", "Regular", "Round", "Second", "Sharp", "Short", "Silver", "Simple",
        "Small", "Smooth", "Soft", "Solid", "South", "Spare", "Spring", "Standard", "Steady", "Summer", "Upper", "Urban", "Warm", "West", "White", "Wide", "Winter",
    ];

    public static IReadOnlyList<string> Nouns { get; } =
    [
        "anchor", "arch", "bay", "beacon", "bell", "board", "bridge", "brook", "canal", "canvas", "cedar", "circle", "cloud", "coast", "copper", "corner", "course",
        "court", "crest", "crown", "delta", "depot", "drum", "field", "flag", "forest", "fountain", "frame", "garden", "gate", "glass", "grove", "harbour", "hill",
        "horizon", "island", "junction", "key", "lake", "lantern", "leaf", "level", "line", "maple", "market", "meadow", "mill", "mirror", "model", "mountain",
        "oak", "orchard", "panel", "park", "path", "pine", "plain", "point", "port", "project", "quarter", "rail", "ridge", "ring", "river", "road", "rock", "route",
        "sail", "sample", "section", "series", "set", "shore", "signal", "square", "station", "step", "stone", "stream", "summit", "table", "terrace", "tower",
        "track", "trail", "unit", "valley", "view", "village", "wave", "wheel", "willow", "window", "wood", "yard",
    ];
}
