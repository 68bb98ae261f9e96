using FraiseqlData.Constraints;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Sources;

/// <summary>Finds out which types generators make: by asking them.</summary>
static class GeneratorTypes
{
    static readonly string[] Numeric = ["smallint", "integer", "bigint", "numeric", "real", "double precision", "money"];

    static readonly Dictionary<string, string[]> Known = new()
    {
        ["any"] = ["any"],
        ["constant"] = ["any"],
        ["list"] = ["any"],
        ["reference"] = ["any"],
        ["integer"] = ["smallint", "integer", "bigint"],
        ["decimal"] = ["numeric", "real", "double precision", "money"],
        ["boolean"] = ["boolean"],
        ["sequence"] = ["smallint", "integer", "bigint", "numeric", "text"],
        ["template"] = ["text"],
        ["mask"] = ["text"],
        ["timestamp"] = ["date", "timestamp", "timestamp with time zone"],
        ["enum"] = ["enum"],
        ["array"] = ["array"],
        ["range"] = ["range"],
        ["composite"] = ["composite"],
        ["json"] = ["json", "jsonb"],
        ["bits"] = ["bit", "bit varying"],
        ["bytes"] = ["bytea"],
        ["xml"] = ["xml"],
        ["time"] = ["time", "time with time zone"],
        ["interval"] = ["interval"],
        ["uuid"] = ["uuid"],
        ["text"] = ["text"],
        ["date"] = ["date", "timestamp", "timestamp with time zone"],
        ["normal"] = Numeric,
        ["lognormal"] = Numeric,
        ["poisson"] = Numeric,
        ["zipf"] = Numeric,
    };

    /// <summary>The generators with their types.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<string> Types)> Of(IEnumerable<string> names)
    {
        var words = LocaleWords.Of("en");
        return names.Select(name => (name, (IReadOnlyList<string>)(Known.GetValueOrDefault(name) ?? [.. PlainTypes.All.Where(t => Makes(name, t, words)).Select(t => t.SqlName)])));
    }

    static bool Makes(string name, PgType type, LocaleWords words)
    {
        var column = new Column { Name = "value", Position = 1, Type = type, SqlType = type.SqlName };
        var request = new SourceRequest
        {
            Options = new SourceOptions(),
            Words = words,
            Table = new Table { Name = new QualifiedName("public", "values"), Oid = 1, Kind = RelationKind.Table, Columns = [column] },
            Column = column,
            Domain = ColumnDomain.Any,
            Key = 0,
            Name = name,
        };
        return Generators.All.TryGetValue(name, out var generator) && generator.Make(request) is not null;
    }
}
