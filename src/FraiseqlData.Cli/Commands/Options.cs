using System.Collections;
using System.CommandLine;
using System.Globalization;
using FraiseqlData.Cli.Output;

namespace FraiseqlData.Cli.Commands;

/// <summary>Options that several commands have.</summary>
static class Options
{
    const string DatabaseVariable = "FRAISEQL_DATABASE_URL";

    public static Option<string?> Database() => new("--database", "-d")
    {
        Description = "The database as URI or connection string. Without: FRAISEQL_DATABASE_URL, DATABASE_URL, then PGHOST, PGDATABASE and so on.",
        HelpName = "URL",
    };

    public static Option<long> Count()
    {
        var count = new Option<long>("--count", "-n")
        {
            Description = "How many rows each table gets.",
            DefaultValueFactory = _ => 10,
            HelpName = "N",
        };
        count.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && long.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var given) && given < 1)
                result.AddError($"--count takes a number of rows from 1, not '{token.Value}'.");
        });
        return count;
    }

    public static Option<bool> SkipUnfillable() => new("--skip-unfillable") { Description = "Leaves out tables that cannot be filled, with a warning, and fills the rest." };

    public static Option<OutputFormat> Format() => new("--output", "-o")
    {
        Description = "How objects are shown.",
        DefaultValueFactory = _ => OutputFormat.Table,
    };

    public static Option<string[]> Set() => Pair("--set", "A constant for a column; may be repeated.", "column=value");

    public static Option<string[]> PerParent() =>
        Pair("--per-parent", "How many rows each parent gets, in the place of --count: by a column of the foreign key or the parent's table, a number or a range such as 1..5.", "parent=rows");

    public static Option<string[]> Rollup() => Pair("--rollup", "A column that sums the table's children up, such as total=sum(tb_line.amount); may be repeated.", "column=rollup");

    public static Option<string[]> Hierarchy() =>
        Pair("--hierarchy", "A part of how rows of a table that refers to itself form trees: roots=3, fanout=1..4, depth=3 or levels=2,6,18; may be repeated.", "part=value");

    public static Option<string[]> NullRatio() => new("--null-ratio")
    {
        Description = "The share of NULLs from 0 to 1: 0.3 for all columns that take NULL, or bio=0.3 for one; may be repeated.",
        HelpName = "ratio",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Option<string?> Locale() => new("--locale", "-l") { Description = "The locale of names and addresses, such as fr, or several with weights: fr=3,de=1.", HelpName = "locale" };

    public static Option<string?> StagingSchema() => new("--staging-schema") { Description = "The staging schema. Without: staging, else prep_seed.", HelpName = "schema" };

    static Option<string[]> Pair(string name, string description, string form) => new(name)
    {
        Description = description,
        HelpName = form,
        CustomParser = result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.IndexOf('=', StringComparison.Ordinal) < 1))
                result.AddError($"{name} takes {form}, not '{token.Value}'.");
            return [.. result.Tokens.Select(t => t.Value)];
        },
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>Makes a database the one that the process's environment names.</summary>
    public static void Use(string? database)
    {
        if (database is not null)
            Environment.SetEnvironmentVariable(DatabaseVariable, database);
    }

    /// <summary>The values of <see cref="Hierarchy"/>; what has commas is a list.</summary>
    public static Hashtable Parts(string[] hierarchy) =>
        new(Pairs(hierarchy).ToDictionary(p => p.Key, p => p.Value is string text && text.Contains(',', StringComparison.Ordinal) ? text.Split(',') : p.Value));

    /// <summary>The values of <see cref="NullRatio"/>: one without a column is for all.</summary>
    public static Hashtable Ratios(string[] ratios) => new(Pairs([.. ratios.Select(r => r.Contains('=', StringComparison.Ordinal) ? r : "*=" + r)]));

    /// <summary>The values of <see cref="Set"/> and the like, by what stands before the sign.</summary>
    public static Dictionary<string, object?> Pairs(string[]? set) =>
        (set ?? []).Select(s => s.Split('=', 2)).GroupBy(p => p[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (object?)g.Last()[1], StringComparer.Ordinal);
}
