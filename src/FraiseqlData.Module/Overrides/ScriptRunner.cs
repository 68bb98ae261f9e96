using System.Collections;
using System.Globalization;
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

    public IReadOnlyList<object?> Evaluate(ScriptOverride script, IReadOnlyList<GeneratorContext> rows) => ask(() =>
    {
        var captured = (CapturedScript)script.Script;
        if (!_blocks.TryGetValue(captured, out var block))
            _blocks[captured] = block = ScriptBlock.Create(captured.Runnable);
        return [.. rows.Select(row => One(block, captured, row))];
    });

    object? One(ScriptBlock block, CapturedScript captured, GeneratorContext row)
    {
        var variables = captured.Variables.Select(v => new PSVariable(v.Key, v.Value)).ToList();
        variables.Add(new PSVariable("_", RowSoFar(row)));
        variables.Add(new PSVariable("Instance", row.Instance));
        variables.Add(new PSVariable("Random", row.Random));
        variables.Add(new PSVariable("Parameters", new Hashtable(row.Parameters.ToDictionary(p => p.Key, p => p.Value), StringComparer.OrdinalIgnoreCase)));
        variables.Add(new PSVariable(CapturedScript.Context, row));
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

    PSObject RowSoFar(GeneratorContext row)
    {
        if (_shape is null || _shape.Table != row.Table || !_shape.Columns.SequenceEqual(row.Values.Keys))
            _shape = new RowShape(row.Table, [.. row.Values.Keys]);
        var made = new PSObject();
        _shape.Fill(made, [.. row.Values.Values]);
        return made;
    }

    static object? Value(PSObject? output, GeneratorContext row)
    {
        if (output?.BaseObject is not IDictionary map || !OverrideReader.IsInstruction(map))
            return PlainValue.Of(output);
        return OverrideInstruction.Read(string.Create(CultureInfo.InvariantCulture, $"{row.Table}.{row.Column} (instance {row.Instance})"), (IReadOnlyDictionary<string, object?>)PlainValue.Of(map)!);
    }
}
