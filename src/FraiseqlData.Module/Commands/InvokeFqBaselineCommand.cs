using System.Management.Automation;
using FraiseqlData.Loading;

namespace FraiseqlData.Module;

/// <summary>Puts a baseline into a database, once.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FqBaseline", SupportsShouldProcess = true)]
[OutputType(typeof(BaselineResult))]
public sealed class InvokeFqBaselineCommand : BaselineCmdlet
{
    /// <summary>Leaves read models as they are.</summary>
    [Parameter]
    public SwitchParameter NoSync { get; set; }

    private protected override void Process()
    {
        var (baseline, target, options) = (Path.Get(this), Target, Options);
        if (!ShouldProcess(target.Name, $"Insert the baseline {baseline}"))
            return;
        using var report = new RunReport(this, Tell);
        var run = new RunOptions { Observer = report, SyncReadModels = !NoSync };
        var results = Await(token => SeedEngine.InvokeBaselineAsync(target, baseline, options, run, token));
        report.Complete();
        WriteObject(results, enumerateCollection: true);
    }
}
