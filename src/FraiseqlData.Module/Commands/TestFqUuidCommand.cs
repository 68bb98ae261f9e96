using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Trinity;

namespace FraiseqlData.Module;

/// <summary>Says whether UUIDs are pattern UUIDs.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FqUuid")]
[OutputType(typeof(bool))]
[OutputType(typeof(UuidVerdict))]
public sealed class TestFqUuidCommand : AsyncCmdlet
{
    /// <summary>UUIDs, or objects with a property Id or Uuid.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public object[] Uuid { get; set; } = [];

    /// <summary>Writes why and whose instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override void Process()
    {
        foreach (var text in Uuid.Select(UuidCmdlet.TextOf))
        {
            var verdict = Judge(text);
            WriteObject(Detailed ? verdict : verdict.IsValid);
        }
    }

    static UuidVerdict Judge(string text)
    {
        try
        {
            var uuid = UuidDecoder.Parse(text);
            var reason = UuidDecoder.WhyNot(uuid);
            return new UuidVerdict(text, reason is null, UuidDecoder.Create().TryDecode(uuid)?.Family, reason);
        }
        catch (FraiseqlDataException e)
        {
            return new UuidVerdict(text, false, null, e.Message);
        }
    }
}
