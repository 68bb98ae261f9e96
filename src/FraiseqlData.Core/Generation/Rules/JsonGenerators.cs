using System.Globalization;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Rules;

/// <summary>Generators of JSON documents, from templates.</summary>
static class JsonGenerators
{
    public static IEnumerable<Generator> All =>
    [
        Of("json_settings", """{"theme": "<light|dark|system>", "language": "<en|de|fr|es>", "page_size": <10|20|50|100>, "notifications": {"email": <true|false>, "push": <true|false>}}"""),
        Of("json_metadata", """{"source": "<website|import|api|mobile>", "version": <1..5>, "checked": <true|false>}"""),
        Of("json_attributes", """{"colour": "<black|white|grey|blue|green|red>", "material": "<steel|wood|glass|cotton|leather>", "weight": <1..40>, "sizes": ["<S|M>", "<L|XL>"]}"""),
        Of("json_address", """{"street": "<1..199> <Oak|Maple|Main|Park|Church|Mill> Street", "city": "<Boston|Denver|Portland|Austin|Chicago>", "country": "US"}"""),
        Of("json_position", """{"lat": <30..55>.<1..9>, "lng": <2..20>.<1..9>}"""),
        Of("json_tags", """["<new|sale|popular|limited>", "<local|online|seasonal|classic>"]"""),
        Of("json_contact", """{"email": "<info|sales|office|contact>@example.<com|org|net>", "phone": "+1-555-<1000..9999>"}"""),
        Of("json_translations", """{"en": "<Small|Large|New|Green> <garden|table|bridge|window>", "de": "<Kleiner|Grosser|Neuer|Gruener> <Garten|Tisch|Turm|Weg>"}"""),
        Of("json_items", """[{"name": "<Chair|Table|Lamp|Shelf>", "quantity": <1..5>, "price": <5..99>.<10..99>}]"""),
        Of("json_notes", """{"text": "<Please call|Confirm the date|Check the details|Send a reminder|Keep the documents at hand> <before delivery|next week|in the afternoon|by the end of the month>.", "author": "<support|sales|service|office>", "pinned": <true|false>}"""),
        Of("json_changes", """{"field": "<name|status|email|price|quantity>", "old": "<alpha|basic|draft>", "new": "<beta|standard|final>"}"""),
        Of("json_permissions", """{"read": true, "write": <true|false>, "manage": <true|false>}"""),
    ];

    static Generator Of(string name, string template)
    {
        var text = new TemplateText(template);
        var kind = template[0] == '{' ? "object" : "array";
        return new(name, request => request.Type.Name.Name is "json" or "jsonb"
            && request.Domain is { Parts.Count: 0, MinLength: null, MaxLength: null } domain && domain.JsonKinds?.Contains(kind) != false
            ? new JsonSource(text) { Name = request.Name, Reason = request.Reason }
            : null);
    }

    /// <summary>Draws documents of a template; distinct ones hold their number as well.</summary>
    sealed class JsonSource(TemplateText text) : TypedSource<string>
    {
        public override ulong DistinctCapacity => 1UL << 62;

        public override string Make(ref CellRandom random) => text.Draw(ref random);

        public override string MakeDistinct(ulong index, ref CellRandom random)
        {
            var document = text.Draw(ref random);
            var number = (index + 1).ToString(CultureInfo.InvariantCulture);
            return document[..^1] + (document[^1] == '}' ? ", \"id\": " + number + "}" : ", \"" + number + "\"]");
        }
    }
}
