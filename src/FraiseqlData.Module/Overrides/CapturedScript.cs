using System.Management.Automation;
using System.Management.Automation.Language;

namespace FraiseqlData.Module;

/// <summary>
/// A script block's text and the values that its variables had when it was given. A script block itself is bound to the place where
/// it was written: blocks made in a loop would all see the loop's last value, and in another runspace it would see nothing.
/// </summary>
/// <param name="Text">The block's text.</param>
/// <param name="Variables">The values of the variables that it names, by name.</param>
/// <param name="UsesFaker">Whether it names $Faker, which takes longer to make than the block to run.</param>
/// <param name="Parameters">The names of the parameters that it declares.</param>
sealed record CapturedScript(string Text, IReadOnlyDictionary<string, object?> Variables, bool UsesFaker, IReadOnlyList<string> Parameters)
{
    /// <summary>The variable that holds the whole context, for generators that are classes.</summary>
    public const string Context = "FqContext";

    /// <summary>The variables that a block gets where it runs.</summary>
    public static readonly string[] Provided = ["Instance", "Random", "Faker", "Parameters"];

    static readonly HashSet<string> NotCopied = new(
        [
            "_", "PSItem", "this", "args", "input", "true", "false", "null", "Matches", "Error", "Host", "PID", "PSCmdlet", "PSBoundParameters",
            "PSScriptRoot", "PSCommandPath", "MyInvocation", "ExecutionContext", "foreach", "switch", "LASTEXITCODE", "?", "^", "$",
            Context, .. Provided,
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The text to run: a block with parameters gets those of the generator by name.</summary>
    public string Runnable => Parameters.Count == 0 ? Text : $"& {{{Text}\n}} @Parameters";

    /// <summary>Takes a block out of its surroundings.</summary>
    /// <param name="script">The block.</param>
    /// <param name="session">The session that it was given in.</param>
    /// <param name="warn">Hears of variables that the block will not see.</param>
    public static CapturedScript Of(ScriptBlock script, SessionState session, Action<string> warn)
    {
        var names = script.Ast.FindAll(node => node is VariableExpressionAst, searchNestedScriptBlocks: true)
            .Cast<VariableExpressionAst>().Select(v => v.VariablePath)
            .Where(path => path.IsUnqualified).Select(path => path.UserPath)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var name in names.Where(n => Provided.Contains(n, StringComparer.OrdinalIgnoreCase) && session.PSVariable.Get(n) is not null))
            warn($"The script block uses ${name}, which is the row's own there; the variable of that name is not seen. Rename it if it is meant.");
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names.Where(n => !NotCopied.Contains(n)))
        {
            if (Find(script, session, name) is { } variable)
                values[name] = variable.Value;
        }
        var parameters = ((ScriptBlockAst)script.Ast).ParamBlock?.Parameters.Select(p => p.Name.VariablePath.UserPath.ToLowerInvariant()).ToList() ?? [];
        return new CapturedScript(script.ToString(), values, names.Contains("Faker", StringComparer.OrdinalIgnoreCase), parameters);
    }

    static PSVariable? Find(ScriptBlock script, SessionState session, string name)
    {
        // What GetNewClosure has kept goes before what the caller sees now; another module's own variables come after it.
        var own = script.Module?.SessionState.PSVariable;
        var isClosure = script.Module is { Name: var module } && module.StartsWith("__DynamicModule_", StringComparison.Ordinal);
        return isClosure ? own!.Get(name) ?? session.PSVariable.Get(name) : session.PSVariable.Get(name) ?? own?.Get(name);
    }
}
