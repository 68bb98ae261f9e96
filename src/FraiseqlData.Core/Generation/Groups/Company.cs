using System.Globalization;
using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>A company: each property is computed from the same words, so all agree.</summary>
readonly struct Company
{
    // Reserved by RFC 2606: nobody can own a domain of it.
    const string TopLevel = ".example";

    readonly PersonName _founder;
    readonly PersonName _trade;
    readonly string _separator;
    readonly (string Before, string Behind) _form;
    readonly ulong _lap;
    readonly string? _name;
    readonly string? _domain;

    /// <summary>Creates a company.</summary>
    /// <param name="founder">Whose name it bears.</param>
    /// <param name="trade">What it does.</param>
    /// <param name="separator">What stands between the two.</param>
    /// <param name="form">What the legal form puts around the name.</param>
    /// <param name="lap">How many companies of the same name there are before.</param>
    /// <param name="name">The name, if it is given.</param>
    /// <param name="domain">The domain, if it is given.</param>
    public Company(PersonName founder, PersonName trade, string separator, (string Before, string Behind) form, ulong lap, string? name, string? domain) =>
        (_founder, _trade, _separator, _form, _lap, _name, _domain) = (founder, trade, separator, form, lap, name, domain);

    /// <summary>The name with its legal form: different for each index, unless it is given.</summary>
    public string Name => _name ?? (_lap == 0 ? string.Concat([_form.Before, _founder.Text, _separator, _trade.Text, _form.Behind]) : string.Concat(_form.Before, ShortName, _form.Behind));

    /// <summary>The name without a legal form: different for each index, unless it is given.</summary>
    public string ShortName => _name ?? string.Concat(string.Concat(_founder.Text, _separator, _trade.Text), _lap == 0 ? "" : " " + Number);

    /// <summary>The legal form alone; empty where the name is given.</summary>
    public string LegalForm => _name is not null ? "" : (_form.Before + _form.Behind).Trim(' ', '«', '»');

    /// <summary>The domain: different for each index, unless it is given.</summary>
    public string Domain => DomainBehind("");

    /// <summary>The address that mail for nobody special goes to.</summary>
    public string Email => DomainBehind("info@");

    /// <summary>The address of the website.</summary>
    public string Url => DomainBehind("https://www.");

    string DomainBehind(string before) => _domain is not null ? before + _domain
        : _name is not null ? string.Concat(before, Label(_name), _lap == 0 ? "" : Number, TopLevel)
        : string.Concat([before, _founder.Ascii, "-", _trade.Ascii, _lap == 0 ? "" : Number, TopLevel]);

    string Number => (_lap + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>A given name as a domain has it. It ends in no digit, so that a number behind it stays apart.</summary>
    static string Label(string name)
    {
        var label = AsciiForm.Slug(name, '-').TrimEnd('-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return label.Length > 0 ? label : "company";
    }
}
