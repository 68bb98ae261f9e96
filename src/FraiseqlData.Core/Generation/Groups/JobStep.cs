using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills a job that is one of its department, and that of a head where the row reports to nobody.</summary>
/// <param name="own">Fills the column alone.</param>
/// <param name="department">Says the department; null where nothing does.</param>
/// <param name="manager">The column of the row's manager, which another step gives; null where there is none.</param>
/// <param name="first">The instance of the first row of all.</param>
/// <param name="shape">What the column demands of texts.</param>
sealed class JobStep(SourceStep own, RowName? department, int? manager, long first, TextShape shape) : BatchStep
{
    const string Job = "job_title";
    const string Department = "department";

    static readonly string[] Managers = ["manager", "boss", "supervisor", "reports", "superior", "head", "vorgesetzter", "jefe"];

    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override IReadOnlyList<int> Reads { get; } = [.. (department?.Columns ?? []).Concat(manager is { } column ? [column] : []).Distinct()];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => own.AccountFor(column).InGroup("a job of its department", Reads, column);

    /// <summary>The step for a column; null where it is no job, or nothing says more of it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="given">The columns that other steps give.</param>
    /// <param name="drawn">The columns that are still to be drawn.</param>
    /// <param name="own">Fills the column alone.</param>
    public static JobStep? Of(TableContext table, IReadOnlySet<int> given, IReadOnlyDictionary<int, SourceStep> drawn, SourceStep own)
    {
        if (own.Source is not { Name: Job, Origin: SourceOrigin.Name } || !table.Locale.StartsWith("en", StringComparison.Ordinal)
            || table.Sources.ShapeOf(table.Table, table.ColumnAt(own.Column), table.Constraints.DomainOf(table.ColumnAt(own.Column).Name)) is not { } shape)
            return null;
        var manager = table.References.Where(r => r is { Key.IsSelfReference: true, Resolved.IsSecondPass: false, Columns: [var only] } && given.Contains(only) && ColumnWords.OfColumn(table.ColumnAt(only).Name).Words.Any(Managers.Contains))
            .Select(r => (int?)r.Columns[0]).FirstOrDefault();
        var department = Enumerable.Range(0, table.Table.Columns.Count).Where(c => (given.Contains(c) || drawn.ContainsKey(c)) && table.Codecs[c].ValueType == typeof(string) && RoleOf(table.Table, table.ColumnAt(c)) == Department).Select(RowName.In).FirstOrDefault()
            ?? (ParentValue.Find(table, parent => Name(parent, table.Table)) is { } told ? RowName.Of(told) : null);
        return manager is null && department is null ? null : new JobStep(own, department, manager, table.Resolved.LowestInstance, shape);
    }

    /// <summary>The column of a parent that says which department its rows are, where a table's rows have jobs; else null.</summary>
    public static Column? Name(Table parent, Table child) =>
        child.Columns.Any(c => RoleOf(child, c) == Job) ? parent.Columns.FirstOrDefault(c => !c.IsGenerated && ColumnHabits.IsName(parent, c) && RoleOf(parent, c) == Department) : null;

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0 || batch.Columns[own.Column] is not ColumnVector<string> cells)
            return;
        for (var row = start; row < end; row++)
        {
            if (cells.IsNull(row))
                continue;
            var random = own.SecondThoughtOf(batch, row, attempt);
            var name = department?.Of(batch, row);
            var job = manager is { } column && batch.Columns[column]!.IsNull(row) ? batch.InstanceOf(row) == first ? Jobs.Top(ref random) : Jobs.Head(name, ref random)
                : name is not null ? Jobs.In(name, ref random) : null;
            if (job is not null && shape.Fit(job) is { } fit)
                cells[row] = fit;
        }
    }

    static string? RoleOf(Table table, Column column) => RuleSources.Meanings(table, column).FirstOrDefault().Role;
}
