using System.Text;
using FraiseqlData.Generation.Rules;

namespace FraiseqlData.Generation.Sources;

/// <summary>What XML documents hold, by what their columns are called: a resume has an education and skills.</summary>
static class XmlShapes
{
    const string People = "demographic";

    // Tables whose rows are businesses: what is asked of people is not asked of them.
    static readonly string[] Businesses = ["store", "shop", "company", "vendor", "supplier", "organization", "organisation", "business", "branch", "merchant", "filiale", "firma", "tienda", "magasin"];

    static readonly (string Element, string[] Texts)[] OfBusiness =
        Of("", "businessType:retailer|wholesaler|online shop|service", "yearOpened:1984|1991|1998|2003|2009|2015|2019", "employees:4|9|16|28|45|80|120", "annualSales:300000|800000|1500000|3000000", "specialty:furniture|textiles|tools|sports|books|household goods").Parts;

    static readonly (string[] Names, (string Element, string[] Texts)[] Parts)[] Shapes =
    [
        Of("resume|curriculum|biography", "education:High School|Apprenticeship|Bachelor of Science|Master of Arts|Diploma", "experience:Two years in logistics|Five years in production|Ten years in sales|Three years in customer service", "skill:Accounting|Welding|Project management|Quality control|Spreadsheets"),
        Of(People + "|survey", "ageGroup:18-29|30-44|45-59|60 and over", "household:1|2|3|4|5", "occupation:Clerical|Professional|Skilled|Manual|Management", "homeOwner:yes|no"),
        Of("contact", "preferredWay:phone|e-mail|letter", "hours:mornings|afternoons|evenings|at any time", "language:English|French|German|Spanish"),
        Of("instruction|manual|procedure", "step:Unpack all parts.|Read the safety notes.|Lay out the tools.", "step:Fasten the screws by hand.|Join both halves.|Insert the batteries.", "step:Tighten all screws.|Test it once.|Keep this sheet."),
        Of("diagram|illustration|drawing|layout", "shape:circle|rectangle|triangle|polygon", "width:40|60|80|120|160", "height:30|40|60|90|120"),
        Of("description|catalog|summary|content", "summary:Robust and easy to look after.|Light and made for everyday use.|Well proven and quick to install.|Carefully tested and easy to store.", "warranty:1 year|2 years|3 years|5 years"),
        Of("setting|option|config|preference", "theme:light|dark", "pageSize:10|25|50|100", "notifications:on|off"),
    ];

    static readonly string[] Labels = "amber|basic|blue|compact|daily|early|express|fresh|green|large|light|local|modern|north|open|plain|quick|round|silver|simple|small|solid|south|standard|summer|urban|weekly|west|white|winter".Split('|');

    static readonly (string Element, string[] Texts)[] Plain = [("label", Labels), ("level", "1|2|3|4|5".Split('|'))];

    /// <summary>The name of a column's documents: its own words, as XML has them.</summary>
    public static string RootOf(string column)
    {
        var words = ColumnWords.OfColumn(column).Words;
        var root = string.Concat(words.Select((w, i) => i == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
        return root.All(char.IsAsciiLetterOrDigit) && char.IsAsciiLetter(root[0]) && !root.StartsWith("xml", StringComparison.Ordinal) ? root : "item";
    }

    /// <summary>Draws documents of a table's column.</summary>
    public static Draw<string> DrawOf(string table, string column)
    {
        var (root, joined) = (RootOf(column), ColumnWords.OfColumn(column).Joined);
        var parts = joined.Contains(People, StringComparison.Ordinal) && ColumnWords.OfTable(table).Words.Any(Businesses.Contains) ? OfBusiness : Shapes.FirstOrDefault(s => s.Names.Any(n => joined.Contains(n, StringComparison.Ordinal))).Parts ?? Plain;
        return (ref CellRandom random) =>
        {
            var text = new StringBuilder().Append('<').Append(root).Append('>');
            foreach (var (element, texts) in parts)
                text.Append('<').Append(element).Append('>').Append(texts[random.Next(texts.Length)]).Append("</").Append(element).Append('>');
            return text.Append("</").Append(root).Append('>').ToString();
        };
    }

    static (string[] Names, (string Element, string[] Texts)[] Parts) Of(string names, params string[] parts) =>
        (names.Split('|'), Array.ConvertAll(parts, p => (p[..p.IndexOf(':', StringComparison.Ordinal)], p[(p.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('|'))));
}
