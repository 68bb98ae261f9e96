using FraiseqlData.Generation;
using FraiseqlData.Planning;

namespace FraiseqlData.Formats;

/// <summary>A table whose rows are made while they are written.</summary>
sealed class ProgramTable : ScriptTable
{
    const int BatchRows = 1000;

    readonly TableProgram _program;

    /// <summary>Creates the table.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqExportNeedsKeys</c>.</exception>
    public ProgramTable(TableProgram program, ResolvedPlan plan)
        : base(program.Table.Table)
    {
        _program = program;
        Late = [.. program.SecondPass.Select(p =>
            new LateReference(p.KeyColumns, p.SetColumns, (take, cancellation) => ReadSecondPassAsync(p, take, cancellation)))];
        foreach (var stored in program.Stored.Where(s => IsServerGiven(s.Columns)))
            throw FormatErrors.NeedsKeys(plan, Table, [.. stored.Columns.Where(c => IsServerGiven([c]))], stored.Columns);
        foreach (var late in Late.Where(l => IsServerGiven(l.KeyColumns)))
            throw FormatErrors.NeedsKeys(Table, late.KeyColumns.Where(c => IsServerGiven([c])), "to find the rows again whose references are set last");
    }

    public override long Count => _program.Table.Count;

    // Overrides may name any row; generated references name earlier ones.
    public override bool ParentsFirst => _program.Table.References.All(r => !r.Key.IsSelfReference || r.Key.IsDeferrable || r.Source != ParentSource.Override);

    public override IReadOnlyList<LateReference> Late { get; }

    public override async Task ReadAsync(Func<RowBlock, ValueTask> take, CancellationToken cancellationToken)
    {
        foreach (var program in _program.Segments)
        {
            var end = program.Segment.FirstOrdinal + program.Segment.Count;
            var batch = program.CreateBatch((int)Math.Min(BatchRows, program.Segment.Count));
            for (var ordinal = program.Segment.FirstOrdinal; ordinal < end; ordinal += batch.Count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                program.Fill(batch, ordinal, (int)Math.Min(BatchRows, end - ordinal));
                foreach (var stored in _program.Stored)
                    stored.Add(batch);
                await take(new BatchBlock(batch, program.Written, program.Codecs, program.Expressions)).ConfigureAwait(false);
            }
        }
    }

    async Task ReadSecondPassAsync(SecondPassProgram program, Func<RowBlock, ValueTask> take, CancellationToken cancellationToken)
    {
        int[] columns = [.. program.KeyColumns, .. program.SetColumns];
        var batch = program.CreateBatch((int)Math.Min(BatchRows, Count));
        for (long ordinal = 0; ordinal < Count; ordinal += batch.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            program.Fill(batch, ordinal, (int)Math.Min(BatchRows, Count - ordinal));
            await take(new BatchBlock(batch, columns, program.Codecs, [])).ConfigureAwait(false);
        }
    }

    bool IsServerGiven(IReadOnlyList<int> columns) => _program.IsServerGiven(columns);
}
