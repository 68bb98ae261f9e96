using System.Collections;
using System.Management.Automation;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Makes a reference to parents that meet conditions, for a column in -Override of Add-FqTable.</summary>
[Cmdlet(VerbsCommon.New, "FqReference")]
[OutputType(typeof(FqReference))]
public sealed class NewFqReferenceCommand : AsyncCmdlet
{
    /// <summary>The table that the column's foreign key refers to, or the key of an entry of the plan.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string Table { get; set; } = "";

    /// <summary>What the parent's columns have to be: a value, a list of values, or $null.</summary>
    [Parameter(Position = 1)]
    public IDictionary? Where { get; set; }

    /// <summary>How each row picks one of the parents.</summary>
    [Parameter]
    public FqPick? Pick { get; set; }

    /// <summary>For Zipf: how steeply popularity falls.</summary>
    [Parameter]
    public double? Exponent { get; set; }

    /// <summary>For Weighted: a column of the parents, or a number for each of them.</summary>
    [Parameter]
    public object? Weight { get; set; }

    /// <summary>Takes rows that were there before the run.</summary>
    [Parameter]
    public SwitchParameter Existing { get; set; }

    private protected override void End()
    {
        var parts = new Dictionary<string, object?> { ["reference"] = Table, ["existing"] = Existing.IsPresent };
        Add("where", Where);
        Add("pick", Pick?.ToString());
        Add("exponent", Exponent);
        Add("weights", Weight);
        WriteObject(new FqReference((ReferenceOverride)OverrideInstruction.Read(Table, parts)));

        void Add(string name, object? value)
        {
            if (value is not null)
                parts[name] = PlainValue.Of(value);
        }
    }
}
