using System.Management.Automation;
using FraiseqlData.Errors;

namespace FraiseqlData.Module;

/// <summary>Says whether a baseline can be read and suits the database.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FqBaseline")]
[OutputType(typeof(bool))]
[OutputType(typeof(string))]
public sealed class TestFqBaselineCommand : BaselineCmdlet
{
    /// <summary>Writes the problems instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override void Process()
    {
        string[] problems = [];
        try
        {
            _ = Checked();
        }
        catch (FraiseqlDataException e) when (e.Id == "FqBaselineInvalid")
        {
            problems = [.. e.Message.Split('\n').Skip(1).Select(p => p[(p.IndexOf(' ', StringComparison.Ordinal) + 1)..])];
        }
        foreach (var problem in problems)
        {
            if (Detailed)
                WriteObject(problem);
            else
                WriteVerbose(problem);
        }
        if (!Detailed)
            WriteObject(problems.Length == 0);
    }
}
