using System.Collections;
using System.Management.Automation;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Runs script blocks for the engine, on the pipeline thread.</summary>
/// <param name="ask">Has something done on the pipeline thread and waits for its result.</param>
sealed class ScriptRunner(Func<Func<IReadOnlyList<object?>>, IReadOnlyList<object?>> ask) : IScriptHost
{
    // The block is rebuilt once, on the pipeline thread, in the runspace where it runs.
    readonly Dictionary<CapturedScript, ScriptBlock> _blocks = [];
    RowShape? _shape;

    public IReadOnlyList<object?> Evaluate(ScriptOverride script, IReadOnlyList<ScriptRow> rows) => ask(() =>
    {
        var captured = (CapturedScript)script.Script;
        if (!_blocks.TryGetValue(captured, out var block))
            _blocks[captured] = block = ScriptBlock.Create(captured.Text);
        return [.. rows.Select(row => One(block, captured, row))];
    });

    object? One(ScriptBlock block, CapturedScript captured, ScriptRow row)
    {
        var variables = captured.Variables.Select(v => new PSVariable(v.Key, v.Value)).ToList();
        variables.Add(new PSVariable("_", RowSoFar(row)));
        variables.Add(new PSVariable("Instance", row.Instance));
        variables.Add(new PSVariable("Random", row.Random));
        if (captured.UsesFaker)
            variables.Add(new PSVariable("Faker", row.Faker()));
        IList<PSObject?> output;
        try
        {
            output = block.InvokeWithContext(null, variables);
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        // These would otherwise end the user's own script in silence.
        catch (FlowControlException e)
        {
            throw OverrideErrors.ScriptLeft(row, e);
        }
        catch (Exception e)
        {
            throw OverrideErrors.ScriptFailed(row, e is RuntimeException { ErrorRecord.Exception: var cause } ? cause : e);
        }
        return output is [var only] ? Value(only, row) : throw OverrideErrors.ScriptValues(row, output.Count);
    }

    PSObject RowSoFar(ScriptRow row)
    {
        if (_shape is null || _shape.Table != row.Table || !_shape.Columns.SequenceEqual(row.Values.Keys))
            _shape = new RowShape(row.Table, [.. row.Values.Keys]);
        var made = new PSObject();
        _shape.Fill(made, [.. row.Values.Values]);
        return made;
    }

    static object? Value(PSObject? output, ScriptRow row)
    {
        if (output?.BaseObject is not IDictionary map || !OverrideReader.IsInstruction(map))
            return PlainValue.Of(output);
        return map.Count == 1 && map.Contains("value") ? PlainValue.Of(map["value"]) : throw OverrideErrors.ScriptInstruction(row);
    }
}
