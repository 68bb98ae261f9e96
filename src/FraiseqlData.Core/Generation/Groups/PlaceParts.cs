namespace FraiseqlData.Generation.Groups;

/// <summary>What is given of a place; the rest is drawn to agree with it.</summary>
sealed record PlaceParts
{
    /// <summary>Nothing is given.</summary>
    public static PlaceParts None { get; } = new();

    /// <summary>A country: its name in English, its own or another common language, or one of its codes.</summary>
    public string? Country { get; init; }

    /// <summary>A region: its name in English or its own language, or its code (<c>TX</c>, <c>US-TX</c>).</summary>
    public string? Region { get; init; }

    /// <summary>A city: its name in English or its own language.</summary>
    public string? City { get; init; }

    /// <summary>A postcode.</summary>
    public string? Postcode { get; init; }

    /// <summary>A street without a house number.</summary>
    public string? Street { get; init; }

    /// <summary>A street with its house number, as they are written.</summary>
    public string? StreetLine { get; init; }
}

/// <summary>A part of a place that can be given.</summary>
[Flags]
enum PlacePart
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>The country.</summary>
    Country = 1,

    /// <summary>The region.</summary>
    Region = 2,

    /// <summary>The city.</summary>
    City = 4,

    /// <summary>The postcode.</summary>
    Postcode = 8,

    /// <summary>Street and house number: they agree with any city.</summary>
    Street = 16,
}
