using System.Management.Automation;
using FraiseqlData.Trinity;

namespace FraiseqlData.Module;

/// <summary>Reads a baseline and checks it against the database.</summary>
[Cmdlet(VerbsData.Import, "FqBaseline")]
[OutputType(typeof(Baseline))]
public sealed class ImportFqBaselineCommand : BaselineCmdlet
{
    private protected override void Process() => WriteObject(Checked());
}
