using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Compiles references that overrides give.</summary>
/// <param name="table">The table.</param>
/// <param name="segment">The rows whose columns are overridden.</param>
sealed class ReferenceCompiler(TableContext table, RowSegment segment)
{
    const int BatchRows = 1000;

    /// <summary>The name under which rows that were there before stand in <see cref="ResolvedPlanData.Parents"/>: keys, then the weight if one is asked for.</summary>
    public static string ParentName(ForeignKey key, RowSegment segment) => FormattableString.Invariant($"{Compilation.ParentName(key)}#{segment.FirstOrdinal}");

    /// <summary>The step that picks the parents.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqReferenceInvalid</c>, <c>FqReferenceEmpty</c>.</exception>
    public PickStep Compile(int column, ReferenceOverride wanted)
    {
        var name = table.ColumnAt(column).Name;
        var target = ReferenceTarget.Find(table.Run.Plan, table.Table, name, wanted);
        var reference = table.References.First(r => r.Key == target.Key);
        if (target.Key.Columns.FirstOrDefault(c => c != name && segment.Overrides.ContainsKey(c)) is { } other)
            throw Invalid(name, $"it decides {other} too, which has an override of its own.", $"Override {name} or {other}.");
        var parent = table.Run.Plan.Schema.Get(target.Key.ReferencedTable);
        var filter = new RowFilter(table.Table, name, parent, wanted.Where);
        var (parents, weights) = wanted.IsExisting || reference.Resolved.Source == ParentSource.Existing
            ? Existing(reference, target, wanted)
            : Planned(name, reference, target, filter, wanted, parent);
        if (parents.Count == 0)
            throw Empty(table.Table, name, parent, filter, target.EntryKey);
        return new PickStep(reference, parents, OrdinalOf(reference, target, parents), Pick(name, wanted, target.Key, parents.Count, weights), table.StreamKey(target.Key.Name), segment.FirstOrdinal);
    }

    /// <summary>Where the parents stand among those of the reference.</summary>
    Func<long, long> OrdinalOf(TableReference reference, ReferenceTarget target, ParentKeys parents)
    {
        if (parents is FilteredKeys filtered)
            return filtered.OrdinalOf;
        if (reference.Resolved.Source != ParentSource.Existing)
            return _ => -1;
        var columns = target.Key.Columns.Count;
        var known = table.Run.Data.Parents[Compilation.ParentName(target.Key)].Select((row, i) => (Key: Text(row), Ordinal: (long)i)).ToDictionary(k => k.Key, k => k.Ordinal, StringComparer.Ordinal);
        var ordinals = table.Run.Data.Parents[ParentName(target.Key, segment)].Select(row => known.GetValueOrDefault(Text(row), -1)).ToArray();
        return index => ordinals[index];

        string Text(string?[] row) => string.Join('\u0001', row.Take(columns));
    }

    /// <summary>The error of a reference that no row meets.</summary>
    public static FraiseqlDataException Empty(Table table, string column, Table parent, RowFilter filter, string? entry) => PlanErrors.ReferenceEmpty(
        table, column, $"{parent.Name} has none{(entry is null ? "" : $" of the entry '{entry}'")}{(filter.IsEmpty ? "" : $" with {filter}")}.",
        $"Add rows to {parent.Name} that meet it (Add-FqTable -Override), or change the reference.");

    (ParentKeys Keys, IReadOnlyList<double>? Weights) Existing(TableReference reference, ReferenceTarget target, ReferenceOverride wanted)
    {
        var rows = table.Run.Data.Parents.GetValueOrDefault(ParentName(target.Key, segment), []);
        var keys = new ExistingKeys([.. reference.Columns.Select(c => table.Codecs[c])], rows);
        return (keys, wanted.WeightColumn is null ? wanted.Weights : [.. rows.Select(r => Weight(r[^1]))]);
    }

    (ParentKeys Keys, IReadOnlyList<double>? Weights) Planned(
        string column, TableReference reference, ReferenceTarget target, RowFilter filter, ReferenceOverride wanted, Table parent)
    {
        if (reference.Parents is null)
            throw Empty(table.Table, column, parent, filter, target.EntryKey);
        if (reference.Resolved.IsSecondPass)
            throw Invalid(column, $"the foreign key \"{target.Key.Name}\" closes a circle and is set when all tables are loaded.", "Use -Existing for rows that are there already, or override the column with keys.");
        var segments = SegmentsOf(target);
        List<Column> read = [.. filter.Columns];
        if (wanted.WeightColumn is { } weight)
            read.Add(RowFilter.Find(table.Table, column, parent, weight));
        if (reference.Resolved.Source == ParentSource.Itself && segments.Any(s => s.FirstOrdinal >= segment.FirstOrdinal))
            throw Invalid(column, $"it refers to rows of {parent.Name} that are not made before its own.", "Name the key of an entry that was added before, or use -Existing for rows that are there already.");
        if (read.Count == 0)
            return (new FilteredKeys(reference.Parents, [.. segments.SelectMany(s => Ordinals(s))]), wanted.Weights);
        var program = table.Run.ProgramOf(parent.Name)
            ?? throw Invalid(column, $"the rows of {parent.Name} are made after those of {table.Table.Name}, or with them.", "Use -Existing for rows that are there already.");
        var (ordinals, weights) = (new List<long>(), new List<double>());
        foreach (var rows in program.Segments.Where(p => segments.Any(s => s.FirstOrdinal == p.Segment.FirstOrdinal)))
            Scan(column, program, rows, filter, read, wanted.WeightColumn is null ? null : read[^1], ordinals, weights);
        return (new FilteredKeys(reference.Parents, ordinals), wanted.WeightColumn is null ? wanted.Weights : weights);
    }

    IReadOnlyList<RowSegment> SegmentsOf(ReferenceTarget target)
    {
        var segments = table.Run.Plan.Find(target.Key.ReferencedTable)!.Segments;
        return target.EntryKey is null ? segments : [.. segments.Where(s => string.Equals(s.Key, target.EntryKey, StringComparison.OrdinalIgnoreCase))];
    }

    static IEnumerable<long> Ordinals(RowSegment segment)
    {
        for (var i = 0L; i < segment.Count; i++)
            yield return segment.FirstOrdinal + i;
    }

    /// <summary>Makes the columns that conditions and weights read, and notes the rows that meet the conditions.</summary>
    void Scan(
        string column, TableProgram program, SegmentProgram rows, RowFilter filter, IReadOnlyList<Column> read, Column? weight, List<long> ordinals, List<double> weights)
    {
        int[] columns = [.. read.Select(c => program.Table.IndexOf(c.Name)).Distinct()];
        if (!rows.CanCompute(columns))
        {
            throw Invalid(
                column, $"{string.Join(" or ", read.Select(c => c.Name))} of {program.Table.Table.Name} is only known when the rows are written.",
                "Let the condition read columns that no script block, SQL or default fills.");
        }
        var batch = rows.CreateBatch((int)Math.Min(BatchRows, rows.Segment.Count));
        var end = rows.Segment.FirstOrdinal + rows.Segment.Count;
        for (var ordinal = rows.Segment.FirstOrdinal; ordinal < end; ordinal += batch.Count)
        {
            rows.FillOnly(batch, ordinal, (int)Math.Min(BatchRows, end - ordinal), columns);
            for (var row = 0; row < batch.Count; row++)
            {
                if (!filter.Accepts(batch, row, program.Table.IndexOf))
                    continue;
                ordinals.Add(batch.OrdinalOf(row));
                if (weight is not null)
                    weights.Add(Weight(batch.Columns[program.Table.IndexOf(weight.Name)]!.GetValue(row)));
            }
        }
    }

    ParentPick Pick(string column, ReferenceOverride wanted, ForeignKey key, long parents, IReadOnlyList<double>? weights)
    {
        // A key that is unique by itself can only have each parent once.
        var isUnique = table.Table.UniqueKeys.Any(u => u.IsPlain && u.Columns.All(key.Columns.Contains));
        var pick = wanted.Pick == ParentChoice.Uniform && isUnique ? ParentChoice.EachOnce : wanted.Pick;
        switch (pick)
        {
            case ParentChoice.RoundRobin:
                return new RoundRobinPick();
            case ParentChoice.Zipf:
                return new ZipfPick(wanted.Exponent);
            case ParentChoice.EachOnce when segment.Count > parents:
                throw Invalid(
                    column, string.Create(CultureInfo.InvariantCulture, $"{segment.Count} rows want a parent each, but there are {parents}."),
                    string.Create(CultureInfo.InvariantCulture, $"Use -Count {parents} or less, or add parents."));
            case ParentChoice.EachOnce:
                return new EachOncePick(parents, table.StreamKey(key.Name + "#order"));
            case ParentChoice.Weighted when weights!.Count != parents:
                throw Invalid(column, string.Create(CultureInfo.InvariantCulture, $"it has {weights.Count} weights for {parents} parents."), "Give one weight for each parent, or a column of the parents.");
            case ParentChoice.Weighted when weights!.Any(w => !double.IsFinite(w) || w < 0) || weights!.All(w => w == 0):
                throw Invalid(column, $"the column {wanted.WeightColumn} holds no weights: numbers from 0, not all 0.", "Name a column of numbers.");
            case ParentChoice.Weighted:
                return new WeightedParentPick(new WeightedPick(weights!));
            default:
                return new UniformPick();
        }
    }

    static double Weight(object? value)
    {
        try
        {
            return value is null ? 0 : Convert.ToDouble(value, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            return double.NaN;
        }
    }

    FraiseqlDataException Invalid(string column, string why, string action) => PlanErrors.ReferenceInvalid(table.Table, column, why, action);
}
