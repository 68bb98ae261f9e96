using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Trinity;

namespace FraiseqlData.Module;

/// <summary>Makes pattern UUIDs.</summary>
[Cmdlet(VerbsCommon.New, "FqUuid", DefaultParameterSetName = CodeSet)]
[OutputType(typeof(Guid))]
public sealed class NewFqUuidCommand : UuidCmdlet
{
    const string CodeSet = "TableCode";
    const string TableSet = "Table";

    /// <summary>The table's code, six digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CodeSet, ValueFromPipelineByPropertyName = true)]
    public string TableCode { get; set; } = "";

    /// <summary>The table, whose code is looked up.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TableSet)]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string Table { get; set; } = "";

    /// <summary>The row's instance; with -Count the first.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public long? Instance { get; set; }

    /// <summary>How many.</summary>
    [Parameter]
    public long? Count { get; set; }

    /// <summary>The seed directory, 0 to 99.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long SeedDir { get; set; } = 21;

    /// <summary>The function, 0 to 9999.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long Function { get; set; }

    /// <summary>The scenario, 0 to 9999.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long Scenario { get; set; }

    /// <summary>The test case, 0 to 99.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long TestCase { get; set; }

    private protected override void Process()
    {
        if (Instance is null && Count is null)
            throw new FraiseqlDataException("FqUuidIncomplete", ErrorKind.InvalidArgument, "A pattern UUID needs an instance.", "Give -Instance, or -Count for several from instance 1.");
        if (Count is < 1)
            throw new FraiseqlDataException("FqCountOutOfRange", ErrorKind.InvalidArgument, $"{Count} is no number of UUIDs.", "Use a count of at least 1.", Count);
        var first = PatternUuid.Create(ParameterSetName == TableSet ? Decoder.CodeOf(Table) : TableCode, Instance ?? 1, SeedDir, Function, Scenario, TestCase);
        var count = Count ?? 1;
        // Of all or none.
        _ = (first with { Instance = first.Instance > PatternUuid.MaxInstance - count ? first.Instance + count - 1 : first.Instance }).ToGuid();
        for (var i = 0L; i < count && !Stopping; i++)
            WriteObject((first with { Instance = first.Instance + i }).ToGuid());
    }
}
