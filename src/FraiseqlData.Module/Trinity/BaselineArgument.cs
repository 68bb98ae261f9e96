using System.Management.Automation;
using FraiseqlData.Trinity;

namespace FraiseqlData.Module;

/// <summary>A baseline as users give it: a path, or what Import-FqBaseline returned.</summary>
public sealed class BaselineArgument
{
    readonly Baseline? _baseline;
    readonly string? _path;

    internal BaselineArgument(Baseline baseline) => _baseline = baseline;

    internal BaselineArgument(string path) => _path = path;

    /// <summary>The baseline; a path is read now.</summary>
    internal Baseline Get(PSCmdlet cmdlet) => _baseline ?? BaselineFile.Load(cmdlet.GetUnresolvedProviderPathFromPSPath(_path!), Environment.GetEnvironmentVariable);
}

/// <summary>Takes a text for a path, and what Import-FqBaseline returned as it is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BaselineTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        Baseline baseline => new BaselineArgument(baseline),
        BaselineArgument argument => argument,
        null => null!,
        var path => new BaselineArgument(path.ToString()!),
    };
}
