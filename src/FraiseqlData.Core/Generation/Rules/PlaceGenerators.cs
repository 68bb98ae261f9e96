using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Text;
using static FraiseqlData.Generation.Rules.TextGenerators;

namespace FraiseqlData.Generation.Rules;

/// <summary>Generators of addresses and places.</summary>
static class PlaceGenerators
{
    static readonly Dictionary<string, string> Cities = new()
    {
        ["en"] = "Albany|Albuquerque|Anchorage|Ann Arbor|Atlanta|Austin|Baltimore|Baton Rouge|Billings|Birmingham|Boise|Boston|Boulder|Buffalo|Burlington|Charleston|Charlotte|Chicago|Cincinnati|Cleveland|Colorado Springs|Columbus|Dallas|Dayton|Denver|Des Moines|Detroit|Durham|El Paso|Eugene|Fargo|Fort Worth|Fresno|Grand Rapids|Green Bay|Hartford|Honolulu|Houston|Indianapolis|Jacksonville|Kansas City|Knoxville|Las Vegas|Lexington|Lincoln|Little Rock|Long Beach|Los Angeles|Louisville|Madison|Memphis|Mesa|Miami|Milwaukee|Minneapolis|Mobile|Nashville|New Haven|New Orleans|New York|Oakland|Oklahoma City|Omaha|Orlando|Pasadena|Philadelphia|Phoenix|Pittsburgh|Portland|Providence|Raleigh|Reno|Richmond|Riverside|Rochester|Sacramento|Salem|Salt Lake City|San Antonio|San Diego|San Francisco|San Jose|Santa Fe|Savannah|Scottsdale|Seattle|Sioux Falls|Spokane|Springfield|Stockton|St. Louis|Syracuse|Tacoma|Tallahassee|Tampa|Toledo|Topeka|Tucson|Tulsa|Virginia Beach|Washington|Wichita|Worcester",
        ["de"] = "Aachen|Augsburg|Bamberg|Bayreuth|Berlin|Bielefeld|Bochum|Bonn|Braunschweig|Bremen|Bremerhaven|Chemnitz|Cottbus|Darmstadt|Dortmund|Dresden|Duisburg|Düsseldorf|Erfurt|Erlangen|Essen|Flensburg|Frankfurt am Main|Freiburg|Fulda|Gera|Göttingen|Halle|Hamburg|Hannover|Heidelberg|Heilbronn|Hildesheim|Ingolstadt|Jena|Kaiserslautern|Karlsruhe|Kassel|Kempten|Kiel|Koblenz|Köln|Konstanz|Krefeld|Leipzig|Lübeck|Lüneburg|Magdeburg|Mainz|Mannheim|Marburg|München|Münster|Nürnberg|Oldenburg|Osnabrück|Paderborn|Passau|Potsdam|Regensburg|Rostock|Saarbrücken|Schwerin|Siegen|Stuttgart|Trier|Tübingen|Ulm|Weimar|Wiesbaden|Wolfsburg|Wuppertal|Würzburg|Zwickau",
        ["fr"] = "Aix-en-Provence|Amiens|Angers|Annecy|Avignon|Besançon|Bordeaux|Boulogne-sur-Mer|Brest|Caen|Calais|Chambéry|Clermont-Ferrand|Colmar|Dijon|Dunkerque|Grenoble|La Rochelle|Le Havre|Le Mans|Lille|Limoges|Lorient|Lyon|Marseille|Metz|Montpellier|Mulhouse|Nancy|Nantes|Nice|Nîmes|Orléans|Paris|Pau|Perpignan|Poitiers|Quimper|Reims|Rennes|Rouen|Saint-Étienne|Saint-Malo|Strasbourg|Toulon|Toulouse|Tours|Troyes|Valence|Vannes",
        ["es"] = "A Coruña|Albacete|Alicante|Almería|Ávila|Badajoz|Barcelona|Bilbao|Burgos|Cáceres|Cádiz|Cartagena|Castellón|Ciudad Real|Córdoba|Cuenca|Gijón|Girona|Granada|Huelva|Huesca|Jaén|Las Palmas|León|Lleida|Logroño|Lugo|Madrid|Málaga|Murcia|Ourense|Oviedo|Palma|Pamplona|Pontevedra|Salamanca|San Sebastián|Santander|Segovia|Sevilla|Soria|Tarragona|Teruel|Toledo|Valencia|Valladolid|Vigo|Vitoria|Zamora|Zaragoza",
        ["it"] = "Ancona|Bari|Bergamo|Bologna|Bolzano|Brescia|Cagliari|Catania|Como|Cremona|Ferrara|Firenze|Genova|La Spezia|Lecce|Livorno|Lucca|Mantova|Messina|Milano|Modena|Napoli|Novara|Padova|Palermo|Parma|Pavia|Perugia|Pescara|Pisa|Ravenna|Reggio Emilia|Rimini|Roma|Salerno|Sassari|Siena|Siracusa|Taranto|Torino|Trento|Treviso|Trieste|Udine|Venezia|Verona|Vicenza",
        ["nl"] = "Alkmaar|Almere|Amersfoort|Amsterdam|Apeldoorn|Arnhem|Assen|Breda|Delft|Den Haag|Deventer|Dordrecht|Eindhoven|Enschede|Gouda|Groningen|Haarlem|Leeuwarden|Leiden|Maastricht|Middelburg|Nijmegen|Rotterdam|Tilburg|Utrecht|Venlo|Zaandam|Zwolle",
    };


    public static IEnumerable<Generator> All =>
    [
        Of("city", (words, room) => [List(CitiesOf(words), room)]),
        Of("state", (words, room) => [List(words.Own("address.state") is { Count: > 0 } own ? own : words.List("address.state"), room), Abbreviations(words, room)]),
        Of("state_code", (words, room) => [Abbreviations(words, room), new MaskText("??")]),
        Of("street_address", (words, room) => [new AddressText(StreetsOf(words, room with { Min = Math.Max(room.Min - 2, 0), Max = Math.Max(room.Max - 4, 0) }), NumberFirst(words)), StreetsOf(words, room)]),
        Of("place_name", (words, room) => [Sites(words, "place_name", room), List(CitiesOf(words), room)]),
        Of("warehouse", (words, room) => [Sites(words, "warehouse", room), List(CitiesOf(words), room)]),
    ];

    static IReadOnlyList<string> CitiesOf(LocaleWords words)
    {
        if (Cities.TryGetValue(words.Locale, out var list))
            return list.Split('|');
        if (words.Language != "en" && words.Own("address.city_name") is { Count: > 0 } own)
            return own;
        return Cities.GetValueOrDefault(words.Language, Cities["en"]).Split('|');
    }

    static ListText Sites(LocaleWords words, string generator, TextRoom room)
    {
        var (kinds, areFirst) = SiteNames.KindsOf(words.Locale, generator);
        // Those that have coordinates and postcodes, which other columns of a row may tell.
        string[] cities = [.. PlaceCatalog.Default.Narrow(words.Locale, PlaceParts.None).Cities.Select(c => c.Name).Where(c => !c.Contains(' ', StringComparison.Ordinal)).Distinct()];
        return new(new ListRecipe(areFirst ? [kinds, cities] : [cities, kinds], " "), room);
    }

    static ListText Abbreviations(LocaleWords words, TextRoom room) =>
        List(words.Language == "en" || words.Own("address.state_abbr").Count > 0 ? words.List("address.state_abbr") : [], room);

    static bool NumberFirst(LocaleWords words) => words.Language is "en" or "fr";

    static ListText StreetsOf(LocaleWords words, TextRoom room) => List(Streets.Of(words.Locale), room);
}
