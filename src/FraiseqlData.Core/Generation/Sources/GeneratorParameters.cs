namespace FraiseqlData.Generation.Sources;

/// <summary>The parameters of generators, and what they mean.</summary>
static class GeneratorParameters
{
    /// <summary>Parameters that every generator takes.</summary>
    public static IReadOnlyDictionary<string, string> Common { get; } = new Dictionary<string, string>
    {
        ["min"] = "The least value.",
        ["max"] = "The greatest value; at least min.",
        ["min_length"] = "The least length of a text, from 0.",
        ["max_length"] = "The greatest length of a text; at least min_length.",
        ["pattern"] = "A regular expression, as PostgreSQL understands it, that texts match.",
        ["values"] = "The only values allowed: a list.",
        ["null_ratio"] = "The share of NULLs, from 0 to 1.",
    };

    /// <summary>Parameters of one generator, by its name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Special { get; } = new Dictionary<string, IReadOnlyDictionary<string, string>>
    {
        ["sequence"] = new Dictionary<string, string>
        {
            ["start"] = "The first row's number; without it, the row's instance counts.",
            ["step"] = "What each row adds; not 0. Default 1.",
        },
        ["normal"] = Spread.Parameters("normal"),
        ["lognormal"] = Spread.Parameters("lognormal"),
        ["poisson"] = Spread.Parameters("poisson"),
        ["zipf"] = Spread.Parameters("zipf"),
        ["date"] = Season.Parameters,
        ["timestamp"] = Season.Parameters,
        ["mask"] = new Dictionary<string, string>
        {
            ["mask"] = @"# is a digit, % a digit from 1, ? a capital, ~ a small letter or digit, * a capital or digit, ^ a hexadecimal digit; \ before a sign takes it as it is.",
        },
        ["template"] = new Dictionary<string, string> { ["template"] = "<a|b> is one of the words, <1..20> a number, {column} another column, {instance:d5} the instance, {city} a generator." },
        ["uuid"] = new Dictionary<string, string> { ["strategy"] = "'pattern' (the table's code and the row's instance), 'random' (the default) or 'version7'." },
        ["boolean"] = new Dictionary<string, string> { ["probability"] = "The share of true, from 0 to 1." },
        ["constant"] = new Dictionary<string, string> { ["value"] = "The value of every row." },
        ["list"] = new Dictionary<string, string>
        {
            ["values"] = "The values: a list, or a map of values and their weights.",
            ["weights"] = "How often each is drawn: a number for each value.",
            ["pick"] = "'cycle' (in turn, the default without weights), 'sample' (drawn) or 'zipf' (drawn, the first ones most often).",
        },
        ["reference"] = new Dictionary<string, string>
        {
            ["table"] = "The table that the column's foreign key refers to, or the key of an entry of the plan.",
            ["where"] = "What the parent's columns have to be: a map of columns and values.",
            ["pick"] = "'uniform' (the default), 'roundrobin', 'zipf', 'eachonce' or 'weighted'.",
            ["exponent"] = "For zipf: above 0, at most 10; default 1.",
            ["weights"] = "For weighted: a column of the parents, or a number for each parent.",
            ["existing"] = "Whether rows are meant that were there before the run.",
        },
    };

    /// <summary>Generators that are made of something else than a column's source: they take their own parameters alone.</summary>
    public static IReadOnlySet<string> OwnAlone { get; } = new HashSet<string> { "constant", "list", "template", "reference" };

    /// <summary>The parameters of a generator, its own first, with what they mean.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(string generator) =>
        Special.GetValueOrDefault(generator, new Dictionary<string, string>()).Concat(OwnAlone.Contains(generator) ? [] : Common);
}
