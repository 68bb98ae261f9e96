using BenchmarkDotNet.Attributes;
using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Expressions;
using FraiseqlData.Generation;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Loading;
using FraiseqlData.Trinity;
using FraiseqlData.Values;

namespace FraiseqlData.Benchmarks.Micro;

/// <summary>Makes pattern UUIDs into COPY data and decodes them; all figures are for one id.</summary>
public class IdBenchmarks
{
    readonly UuidStep _step = UuidStep.Pattern(0, 1, Prefix);
    readonly RowBatch _batch = new([new ColumnVector<Guid>(MicroTables.BatchRows)], MicroTables.BatchRows);
    readonly RowEncoder _encoder = RowEncoder.Create([0], [new UuidCodec(PlainTypes.All.First(t => t.Name.Name == "uuid"), -1)]);
    readonly CopyBuffer _buffer = new();
    readonly Guid[] _ids = [.. Enumerable.Range(1, MicroTables.BatchRows).Select(i => (Prefix with { Instance = i }).ToGuid())];

    static PatternUuid Prefix { get; } = new(13210, 21, 42, 1000, 15, 0);

    [Benchmark(OperationsPerInvoke = MicroTables.BatchRows)]
    public void MakeIntoCopyData()
    {
        _batch.Reset(0, 1, MicroTables.BatchRows);
        _step.Fill(_batch, 0, MicroTables.BatchRows, attempt: 0);
        _buffer.Clear();
        for (var row = 0; row < MicroTables.BatchRows; row++)
            _encoder.Encode(_batch, row, _buffer);
    }

    [Benchmark(OperationsPerInvoke = MicroTables.BatchRows)]
    public long Decode()
    {
        var sum = 0L;
        foreach (var id in _ids)
            sum += PatternUuid.Parse(id)!.Value.Instance;
        return sum;
    }
}

/// <summary>Reads a check as PostgreSQL writes it, and evaluates it on a row.</summary>
public class CheckBenchmarks
{
    const string Condition = "((quantity >= 1) AND (quantity <= 1000) AND (status = ANY (ARRAY['open'::text, 'paid'::text])) AND ((discount IS NULL) OR (discount < price)))";

    static readonly Schema.Table Checked = TableOf();
    readonly RowCheck _check = ConstraintAnalyzer.Analyze(Checked, DateTime.UnixEpoch).AllChecks[^1];
    readonly Dictionary<string, object?> _row = new() { ["quantity"] = 5L, ["status"] = "paid", ["discount"] = 1.5m, ["price"] = 20m };

    [Benchmark]
    public object? Parse() => SqlParser.Parse(Condition);

    [Benchmark]
    public object Narrow() => ConstraintAnalyzer.Analyze(Checked, DateTime.UnixEpoch);

    [Benchmark]
    public bool Evaluate() => _check.Evaluate(_row.GetValueOrDefault) == CheckOutcome.True;

    static Schema.Table TableOf() => new()
    {
        Name = new Schema.QualifiedName("public", "line"),
        Oid = 1,
        Kind = Schema.RelationKind.Table,
        Columns = [Column(1, "quantity", "int8"), Column(2, "status", "text"), Column(3, "discount", "numeric"), Column(4, "price", "numeric")],
        Checks = [new Schema.CheckConstraint { Name = "line_check", Expression = Condition, Columns = ["quantity", "status", "discount", "price"] }],
    };

    static Schema.Column Column(int position, string name, string type) =>
        new() { Name = name, Position = position, Type = PlainTypes.All.First(t => t.Name.Name == type), SqlType = type };
}
