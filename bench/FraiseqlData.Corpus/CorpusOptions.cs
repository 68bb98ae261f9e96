using System.Globalization;

namespace FraiseqlData.Corpus;

/// <summary>What the command line asks for.</summary>
/// <param name="Directory">The folder of the scripts.</param>
/// <param name="Rows">How many rows each table gets.</param>
/// <param name="Only">The one schema to run, or null for all.</param>
/// <param name="JsonFile">Where the report goes as JSON, or null.</param>
/// <param name="Together">Whether a schema that one plan cannot fill is given up, instead of filling its tables one by one to find those that are to blame.</param>
/// <param name="Patience">How many seconds one diagnosis or run may take.</param>
public sealed record CorpusOptions(string Directory, long Rows = 20, string? Only = null, string? JsonFile = null, bool Together = false, long Patience = CorpusOptions.DefaultPatience)
{
    public const long DefaultPatience = 300;

    public const string Usage = """
        Usage: FraiseqlData.Corpus DIR [--rows 20] [--only NAME] [--json FILE] [--together] [--patience 300]
          --only NAME      only the schema NAME.sql
          --json FILE      the report for programs too
          --together       where the plan as a whole fails, says so and does not go on to fill the tables one by one
          --patience N     one diagnosis or run may take N seconds
        """;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">They make no sense; the message says why.</exception>
    public static CorpusOptions Parse(IReadOnlyList<string> arguments)
    {
        string? directory = null;
        var options = new CorpusOptions("");
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value.");
            switch (arguments[i])
            {
                case "--rows":
                    options = options with { Rows = Number(Value()) };
                    break;
                case "--together":
                    options = options with { Together = true };
                    break;
                case "--patience":
                    options = options with { Patience = Number(Value()) };
                    break;
                case "--only":
                    options = options with { Only = Value() };
                    break;
                case "--json":
                    options = options with { JsonFile = Value() };
                    break;
                case var option when option.StartsWith('-'):
                    throw new ArgumentException($"There is no option {option}.");
                case var folder when directory is null:
                    directory = folder;
                    break;
                default:
                    throw new ArgumentException($"'{arguments[i]}' is one folder too many.");
            }
        }
        return options with { Directory = directory ?? throw new ArgumentException("The folder of the scripts is missing.") };
    }

    /// <summary>The scripts to run, by name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public IReadOnlyList<string> Scripts()
    {
        if (!System.IO.Directory.Exists(Directory))
            throw new ArgumentException($"There is no folder {Directory}.");
        var found = System.IO.Directory.GetFiles(Directory, "*.sql")
            .Where(f => Only is null || Path.GetFileNameWithoutExtension(f) == Only)
            .Order(StringComparer.Ordinal).ToList();
        return found.Count > 0 ? found : throw new ArgumentException($"There is no script {Only ?? "*"}.sql in {Directory}.");
    }

    static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"'{text}' is no positive number.");
}
