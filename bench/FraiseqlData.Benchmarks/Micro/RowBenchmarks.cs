using BenchmarkDotNet.Attributes;
using FraiseqlData.Loading;
using FraiseqlData.Values;

namespace FraiseqlData.Benchmarks.Micro;

/// <summary>Makes and encodes the rows of a table, keys included; all figures are for one row.</summary>
public class RowBenchmarks
{
    readonly CopyBuffer _buffer = new();
    BatchMaker _maker = null!;
    RowEncoder _binary = null!;
    RowEncoder _text = null!;

    [ParamsSource(nameof(Tables))]
    public string Table { get; set; } = "";

    public static IEnumerable<string> Tables => MicroTables.Names;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var program = await MicroTables.GetAsync(Table);
        _maker = new BatchMaker(program);
        _maker.Make();
        (_binary, _text) = (RowEncoder.Create(program.Written, program.Codecs), RowEncoder.Create(program.Written, program.Codecs, isText: true));
    }

    [Benchmark(OperationsPerInvoke = MicroTables.BatchRows)]
    public void Make() => _maker.Make();

    [Benchmark(OperationsPerInvoke = MicroTables.BatchRows)]
    public void EncodeBinary() => Encode(_binary);

    [Benchmark(OperationsPerInvoke = MicroTables.BatchRows)]
    public void EncodeText() => Encode(_text);

    void Encode(RowEncoder encoder)
    {
        _buffer.Clear();
        for (var row = 0; row < MicroTables.BatchRows; row++)
            encoder.Encode(_maker.Batch, row, _buffer);
    }
}

/// <summary>Makes columns that belong together, and the same columns each in a table of its own.</summary>
public class GroupBenchmarks
{
    BatchMaker[] _alone = [];
    BatchMaker _together = null!;

    [ParamsSource(nameof(Groups))]
    public string Group { get; set; } = "";

    public static IEnumerable<string> Groups => GroupBenchmark.Groups.Select(g => g.Group);

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var columns = GroupBenchmark.Groups.First(g => g.Group == Group).Columns.Length;
        _together = new BatchMaker(await MicroTables.GetAsync(MicroTables.GroupTable(Group, null)), withoutKey: true);
        _alone = await Task.WhenAll(Enumerable.Range(0, columns).Select(async i => new BatchMaker(await MicroTables.GetAsync(MicroTables.GroupTable(Group, i)), withoutKey: true)));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = MicroTables.BatchRows)]
    public void Alone()
    {
        foreach (var column in _alone)
            column.Make();
    }

    [Benchmark(OperationsPerInvoke = MicroTables.BatchRows)]
    public void Together() => _together.Make();
}
