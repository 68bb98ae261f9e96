using System.Management.Automation;
using FraiseqlData.Loading;

namespace FraiseqlData.Module;

/// <summary>Puts a baseline into a database, once.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FqBaseline", SupportsShouldProcess = true)]
[OutputType(typeof(BaselineResult))]
public sealed class InvokeFqBaselineCommand : BaselineCmdlet
{
    private protected override void Process()
    {
        var (baseline, target, options) = (Path.Get(this), Target, Options);
        if (ShouldProcess(target.Name, $"Insert the baseline {baseline}"))
            WriteObject(Await(token => SeedEngine.InvokeBaselineAsync(target, baseline, options, token)), enumerateCollection: true);
    }
}
