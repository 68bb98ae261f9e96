using System.Globalization;
using System.Text;
using FraiseqlData.Constraints;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Says of the columns of a compiled table where their values come from: the steps that make the rows tell it themselves.</summary>
/// <param name="program">The table's program.</param>
/// <param name="constraints">The table's checks.</param>
/// <param name="rollups">Its columns that sum children up.</param>
/// <param name="unknown">The columns of which nobody can say here what they come to.</param>
/// <param name="canCallCode">Whether the user's code may be called for samples.</param>
sealed class ColumnExplainer(TableProgram program, TableConstraints constraints, IReadOnlyList<RollupColumn> rollups, IReadOnlyList<int> unknown, bool canCallCode)
{
    /// <summary>How many rows of an entry are looked at for samples.</summary>
    public const int SampledRows = 24;

    const int Samples = 3;

    readonly Table _table = program.Table.Table;
    readonly Dictionary<SegmentProgram, RowBatch> _rows = [];

    /// <summary>Makes the rows that samples are taken of.</summary>
    /// <param name="complete">Puts into them what their children come to.</param>
    public async Task SampleAsync(Func<SegmentProgram, RowBatch, Task> complete)
    {
        foreach (var segment in program.Segments)
        {
            var batch = segment.CreateBatch((int)Math.Min(SampledRows, segment.Segment.Count));
            segment.Fill(batch, segment.Segment.FirstOrdinal, batch.Capacity);
            await complete(segment, batch).ConfigureAwait(false);
            _rows[segment] = batch;
        }
    }

    /// <summary>The columns in table order. What several entries of a plan have in common is said once.</summary>
    public IEnumerable<ColumnExplanation> Explain() =>
        Enumerable.Range(0, _table.Columns.Count).SelectMany(column => program.Segments
            .Select(s => (Segment: s, Account: AccountFor(s, column))).DistinctBy(a => (a.Account.Rule, a.Account.Reason, a.Account.Generator))
            .Select(a => Explain(a.Segment, column, a.Account)));

    ColumnExplanation Explain(SegmentProgram segment, int column, ColumnAccount account) => new()
    {
        Table = _table.Name,
        Column = _table.Columns[column].Name,
        Type = _table.Columns[column].SqlType,
        Rule = account.Rule,
        Reason = account.Reason + Checks(column, account),
        Generator = account.Generator,
        Samples = segment.Written.Contains(column) && !unknown.Contains(column) && (canCallCode || RollupOf(column) is not null || segment.CanCompute([column])) ? Sample(segment, column) : [],
        NullRatio = account.NullRatio,
        DistinctValues = account.DistinctValues,
        IsUnique = account.IsUnique,
        AgreesWith = Array.AsReadOnly([.. account.With.Select(c => _table.Columns[c].Name)]),
        Entry = segment.Segment.Key,
    };

    /// <summary>The checks that narrow what a column is drawn from, where its account does not name them.</summary>
    string Checks(int column, ColumnAccount account)
    {
        if (account.Rule is not ("name" or "type" or "group"))
            return "";
        var narrowing = constraints.DomainOf(_table.Columns[column].Name).From
            .Concat(constraints.ServerChecks.Where(c => c.Columns is [var one] && one == _table.Columns[column].Name).Select(c => c.Name))
            .Select(name => $"\"{name}\"").Where(name => !account.Reason.Contains(name, StringComparison.Ordinal)).Distinct().ToList();
        return narrowing.Count == 0 ? "" : "; within check " + string.Join(", ", narrowing);
    }

    RollupColumn? RollupOf(int column) => rollups.FirstOrDefault(r => r.Column == _table.Columns[column]);

    ColumnAccount AccountFor(SegmentProgram segment, int column)
    {
        if (RollupOf(column) is { } rollup)
            return new ColumnAccount("override", $"the roll-up {rollup.Rollup}");
        if (program.SecondPass.FirstOrDefault(p => p.SetColumns.Contains(column)) is { } later)
            return new ColumnAccount("reference", ColumnAccount.Describe(later.Reference) + ", set when both tables are loaded");
        var own = segment.StepOf(column) is { } step ? step.AccountFor(column) : ByServer(_table.Columns[column]);
        if (segment.StepOf(column) is KeyBlockStep key)
            own = own with { DistinctValues = CapacityFinder.OfKeys(_table.Columns[column], key.Block) };
        if (!segment.Segment.Overrides.TryGetValue(_table.Columns[column].Name, out var given))
            return own;
        var (rule, reason) = given.From switch { null => ("override", ""), SettledOverrides.Comment => ("comment", ""), var file => ("rules file", file + ": ") };
        return own with { Rule = rule, Reason = reason + Describe(given) };
    }

    static ColumnAccount ByServer(Column column) => column switch
    {
        { IsGenerated: true } => new ColumnAccount("generated", "the server computes it" + (column.GenerationExpression is { } by ? " as " + by : "")),
        { Sequence: not null } => new ColumnAccount("identity", "its sequence gives the next number"),
        { Default: { } value } => new ColumnAccount("default", value),
        { CanInsert: false } => new ColumnAccount("null", "the role may not write it"),
        _ => new ColumnAccount("default", "the default of its type"),
    };

    static string Describe(ColumnOverride given) => given switch
    {
        ConstantOverride { Value: null } => "always NULL",
        ConstantOverride { Value: string or IConvertible } constant => "the constant " + GenerationErrors.Show(constant.Value),
        ConstantOverride => "a constant",
        ListOverride list => string.Create(CultureInfo.InvariantCulture, $"{list.Values.Count} values, {(list.IsSampled ? "drawn" : "in turn")}"),
        ScriptOverride script => "the script {" + script.Text.Trim() + "}",
        TemplateOverride template => "the template " + template.Template,
        GeneratorOverride generator => "the generator " + generator.Name,
        SqlOverride sql => "the expression " + sql.Expression,
        DefaultOverride => "the column's default",
        ReferenceOverride => "a reference",
        _ => given.GetType().Name,
    };

    /// <summary>Values of the first rows, each once, NULL left out.</summary>
    List<string> Sample(SegmentProgram segment, int column)
    {
        var batch = _rows[segment];
        var samples = new List<string>();
        for (var row = 0; row < batch.Count && samples.Count < Samples; row++)
        {
            if (batch.Columns[column]!.IsNull(row))
                continue;
            var text = new StringBuilder();
            segment.Codecs[column].AppendText(batch.Columns[column]!, row, text);
            if (!samples.Contains(text.ToString()))
                samples.Add(text.ToString());
        }
        return samples;
    }
}
