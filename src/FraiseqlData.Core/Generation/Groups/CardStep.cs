namespace FraiseqlData.Generation.Groups;

/// <summary>A payment card: brand and number belong together.</summary>
/// <param name="Brand">The brand; null where nobody knows it.</param>
/// <param name="Number">The number, digits alone.</param>
readonly record struct Card(CardBrand? Brand, string Number)
{
    const int Shown = 4;

    /// <summary>What of the number is shown to people.</summary>
    public string LastFour => Number.Length >= Shown ? Number[^Shown..] : "";
}

/// <summary>Fills the columns that tell of one payment card.</summary>
/// <param name="steering">The columns that the others follow.</param>
/// <param name="members">The columns that follow.</param>
/// <param name="brands">The brands that a member takes; empty for any.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class CardStep(IReadOnlyList<SteeringColumn> steering, IReadOnlyList<SubjectMember<Card>> members, IReadOnlyList<CardBrand> brands, ulong streamKey)
    : SubjectStep<Card>(steering, members, streamKey)
{
    // A brand may have numbers of another length than the column takes.
    const int MostDraws = 32;

    readonly int[] _numbers = ColumnsOf(steering, NumberRole);
    readonly int[] _brands = ColumnsOf(steering, BrandRole);

    /// <summary>The role of the number.</summary>
    public const string NumberRole = "card_number";

    /// <summary>The role of the brand.</summary>
    public const string BrandRole = "card_type";

    /// <summary>The roles, by the names of the generators that fill their columns alone.</summary>
    public static IReadOnlyDictionary<string, SubjectRole<Card>> Roles { get; } = new Dictionary<string, SubjectRole<Card>>
    {
        [NumberRole] = SubjectRole<Card>.Of(c => c.Number),
        [BrandRole] = SubjectRole<Card>.Of(c => c.Brand?.Name ?? "", c => c.Brand?.Short ?? ""),
        ["last_four"] = SubjectRole<Card>.Of(c => c.LastFour),
    };

    protected override string Subject => "payment card";

    /// <summary>The brands whose spellings are all that a column takes, each with its word; null where it takes other words too.</summary>
    /// <param name="words">What the column takes.</param>
    public static IReadOnlyList<(CardBrand Brand, string Word)>? Spellings(IReadOnlyList<string> words)
    {
        var spellings = words.Select(w => (Brand: CardBrand.OfName(w), Word: w)).ToList();
        return spellings.Count > 0 && spellings.TrueForAll(s => s.Brand is not null) ? spellings.ConvertAll(s => (s.Brand!, s.Word)) : null;
    }

    protected override Card Draw(RowBatch batch, int row, ref CellRandom random)
    {
        if (Given(batch, row, _numbers) is { } number)
            return Of(string.Concat(number.Where(char.IsAsciiDigit)));
        var given = Given(batch, row, _brands) is { } name ? CardBrand.OfName(name) : null;
        var card = Draw(given, ref random);
        for (var draws = 1; draws < MostDraws && !AllTake(card); draws++)
            card = Draw(given, ref random);
        return card;
    }

    Card Draw(CardBrand? given, ref CellRandom random)
    {
        var brand = given ?? (brands.Count > 0 ? brands[random.Next(brands.Count)] : null);
        return brand is null ? Of(CardBrand.NumberAt(random.Next(CardBrand.Numbers))) : new Card(brand, brand.Draw(ref random));
    }

    static Card Of(string number) => new(CardBrand.OfNumber(number), number);
}
