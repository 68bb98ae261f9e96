using System.Globalization;

namespace FraiseqlData.Generation.Groups;

/// <summary>A country: its codes (ISO 3166-1), names and habits.</summary>
sealed record Country
{
    static readonly Country[] Listed = [.. GroupData.Rows("countries").Select(Read)];

    /// <summary>All countries, by code. Not each has cities in <see cref="PlaceCatalog"/>.</summary>
    public static IReadOnlyList<Country> All => Listed;

    /// <summary>Two letters.</summary>
    public required string Code { get; init; }

    /// <summary>Three letters.</summary>
    public required string Code3 { get; init; }

    /// <summary>Three digits.</summary>
    public required string Numeric { get; init; }

    /// <summary>The name in English.</summary>
    public required string Name { get; init; }

    /// <summary>The name in the country's (first) language.</summary>
    public required string NativeName { get; init; }

    /// <summary>What its people are called in English.</summary>
    public required string Demonym { get; init; }

    /// <summary>Other names by which it is found.</summary>
    public required IReadOnlyList<string> OtherNames { get; init; }

    /// <summary>The digits behind the plus of an international phone number.</summary>
    public required string CallingCode { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>ISO 639-1.</summary>
    public required string Language { get; init; }

    /// <summary>The Bogus locale that is nearest.</summary>
    public required string Locale { get; init; }

    /// <summary>The IANA time zone of most of its cities.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The regular expression that whole postcodes match; empty where none is known.</summary>
    public required string PostcodePattern { get; init; }

    /// <summary>The letters that postcodes may have.</summary>
    public required string PostcodeLetters { get; init; }

    /// <summary>How an address is written.</summary>
    public required AddressFormat Address { get; init; }

    /// <summary>How a phone number is written.</summary>
    public required PhoneFormat Phone { get; init; }

    /// <summary>Rates of value-added or sales tax in percent, the usual one first.</summary>
    public required IReadOnlyList<decimal> TaxRates { get; init; }

    /// <summary>The mask of tax numbers of companies (<see cref="Text.MaskText"/>); empty where none is known.</summary>
    public required string VatMask { get; init; }

    /// <summary>The mask of an IBAN without its check digits; empty where the country has none.</summary>
    public required string IbanMask { get; init; }

    static Country Read(string[] f) => new()
    {
        Code = f[0],
        Code3 = f[1],
        Numeric = f[2],
        Name = f[3],
        NativeName = f[4].Length > 0 ? f[4] : f[3],
        Demonym = f[5],
        OtherNames = GroupData.Words(f[6]),
        CallingCode = f[7],
        Currency = f[8],
        Language = f[9],
        Locale = f[10],
        TimeZone = f[11],
        PostcodePattern = f[12],
        PostcodeLetters = f[13].Length > 0 ? f[13] : "ABCDEFGHJKLMNPRSTUVWXYZ",
        Address = new AddressFormat(f[14].Length > 0 ? f[14] : "{street} {number}|{postcode} {city}", f[15].Length > 0 ? f[15] : "149"),
        Phone = new PhoneFormat(f[7], f[16].Length > 0 ? f[16] : "{a} {s}", f[17].Length > 0 ? int.Parse(f[17], CultureInfo.InvariantCulture) : f[16].Length > 0 ? 0 : 9),
        TaxRates = [.. GroupData.Words(f[18]).Select(r => decimal.Parse(r, CultureInfo.InvariantCulture))],
        VatMask = f[19],
        IbanMask = f[20],
    };
}
