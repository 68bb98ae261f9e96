using FraiseqlData.Generation.Sources;
using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>
/// A space of companies of a country: each index from 0 to <see cref="Count"/> - 1 is one company, and no two have the same name or domain.
/// The first <see cref="Natural"/> ones have different names; then names come again, with numbers.
/// </summary>
sealed class Companies
{
    const ulong Laps = 1UL << 30;
    const int RoomForNumber = 7;

    static readonly ILookup<(string Kind, string Key), string> Listed = GroupData.Rows("companies").ToLookup(f => (f[0], f[1]), f => f[2]);

    readonly PersonName[] _founders;
    readonly PersonName[] _trades;
    readonly (string Before, string Behind)[] _forms;
    readonly Permutation _order;
    readonly string _separator;
    readonly bool _named;
    readonly ulong _key;

    /// <summary>Creates the space.</summary>
    /// <param name="words">The locale that names come from.</param>
    /// <param name="country">The country whose legal forms are used.</param>
    /// <param name="key">Different keys give different orders.</param>
    /// <param name="named">Whether the name is given in every row: then numbers alone tell domains apart.</param>
    /// <param name="longestName">The longest name, in characters.</param>
    public Companies(LocaleWords words, Country country, ulong key, bool named = false, int longestName = int.MaxValue)
    {
        var names = NameLists.Of(words);
        (_key, _named) = (key, named);
        // In the founder's language, not the country's: words of two scripts would look odd.
        _trades = [.. Trades(words.Locale, names.Language)];
        _separator = names.Language is "ja" or "zh" ? "" : " ";
        _forms = [.. Forms(country).Select(f => f.Split("{0}")).Select(f => (f[0], f[1]))];
        var room = longestName == int.MaxValue ? longestName : longestName - _forms.Max(f => f.Before.Length + f.Behind.Length) - _separator.Length - RoomForNumber;
        var (founder, trade) = (names.LastOfMen.Max(n => n.Text.Length), _trades.Max(t => t.Text.Length));
        while (founder + trade > room && founder + trade > 0)
            (founder, trade) = founder > trade ? (founder - 1, trade) : (founder, trade - 1);
        _founders = [.. names.LastOfMen.Where(n => n.Text.Length <= founder)];
        _trades = [.. _trades.Where(t => t.Text.Length <= trade)];
        Natural = named ? 1 : (ulong)_founders.Length * (ulong)_trades.Length;
        Count = Natural * (longestName == int.MaxValue ? Laps : Math.Min(Laps, 999_999));
        _order = new Permutation(Math.Max(1, Natural), key);
    }

    /// <summary>How many companies have names of their own; 0 where no name fits.</summary>
    public ulong Natural { get; }

    /// <summary>How many companies there are.</summary>
    public ulong Count { get; }

    /// <summary>The company of an index below <see cref="Count"/>.</summary>
    /// <param name="index">The index.</param>
    /// <param name="name">The name, where the space was told that it is given.</param>
    /// <param name="domain">The domain, where it is given.</param>
    public Company At(ulong index, string? name = null, string? domain = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var lap = index / Natural;
        return Of(_named ? 0 : _order.At(index - lap * Natural), index, lap, name, domain);
    }

    /// <summary>Draws a company with a name of its own; companies may repeat.</summary>
    public Company Draw(ref CellRandom random, string? name = null, string? domain = null)
    {
        var number = random.Next(Natural);
        return Of(number, number, 0, name, domain);
    }

    Company Of(ulong number, ulong index, ulong lap, string? name, string? domain)
    {
        var key = CellRandom.Mix(_key ^ CellRandom.Mix(index + 1));
        if (_named)
            number = key % ((ulong)_founders.Length * (ulong)_trades.Length);
        var (trade, founder) = Math.DivRem(number, (ulong)_founders.Length);
        return new Company(_founders[founder], _trades[trade], _separator, _forms[(key >> 40) % (ulong)_forms.Length], lap, name, domain);
    }

    static IEnumerable<PersonName> Trades(string locale, string language)
    {
        var listed = Listed[("trade", locale)].Concat(Listed[("trade", language)]).Concat(Listed[("trade", "en")]).First();
        return GroupData.Words(listed).Select(w => w.Split('=') is [var text, var ascii] ? new PersonName(text, NameLists.Letters(ascii)) : new PersonName(w, NameLists.Letters(w)))
            .DistinctBy(t => t.Ascii, StringComparer.Ordinal);
    }

    static string[] Forms(Country country) => GroupData.Words(Listed[("form", country.Code)].Concat(Listed[("form", "GB")]).First());
}
