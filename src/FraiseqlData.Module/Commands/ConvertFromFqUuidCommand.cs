using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Trinity;

namespace FraiseqlData.Module;

/// <summary>Says what pattern UUIDs mean, and which member of FraiseQL's family wrote them.</summary>
[Cmdlet(VerbsData.ConvertFrom, "FqUuid")]
[OutputType(typeof(DecodedUuid))]
public sealed class ConvertFromFqUuidCommand : UuidCmdlet
{
    /// <summary>UUIDs, or objects with a property Id or Uuid.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public object[] Uuid { get; set; } = [];

    private protected override void Process()
    {
        foreach (var given in Uuid)
        {
            try
            {
                var decoded = Decoder.Decode(UuidDecoder.Parse(TextOf(given)));
                WriteObject(decoded);
                // Who gives a registry wants names; the numbers are good without one.
                if (TableCodeFile.Length > 0)
                    UuidDecoder.CheckTable(decoded);
            }
            catch (FraiseqlDataException e) when (e.Id is "FqUuidInvalid" or "FqUuidNotPattern" or "FqTableCodeUnknown")
            {
                WriteError(ErrorRecords.From(e));
            }
        }
    }
}
