using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>What was piped to an export: one plan, one result, or rows.</summary>
sealed class ExportInput
{
    readonly List<BuiltRow> _rows = [];

    public SeedPlan? Plan { get; private set; }

    public FqSeedResult? Result { get; private set; }

    public IReadOnlyList<BuiltRow> Rows => _rows;

    public bool IsEmpty => Plan is null && Result is null && _rows.Count == 0;

    /// <summary>Takes one object.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqExportInput</c>: it is nothing that can be exported, or does not go with what came before.</exception>
    public void Add(PSObject input)
    {
        switch (input)
        {
            case RowObject row when Plan is null && Result is null:
                _rows.Add(new BuiltRow(row.Shape.Table, row.Row));
                break;
            case { BaseObject: SeedPlan plan } when IsEmpty:
                Plan = plan;
                break;
            case { BaseObject: FqSeedResult result } when IsEmpty:
                Result = result;
                break;
            case RowObject or { BaseObject: SeedPlan or FqSeedResult }:
                throw Error("A script holds one plan, one result, or rows; several of them were piped.", "Export them one by one.");
            default:
                throw Error(
                    $"A {input.BaseObject.GetType().Name} cannot be exported.",
                    "Pipe a plan, the result of Invoke-FqSeed, or rows of Build-FqSeed or Invoke-FqSeed -PassThru.");
        }
    }

    static FraiseqlDataException Error(string message, string action) => new("FqExportInput", ErrorKind.InvalidArgument, message, action);
}
