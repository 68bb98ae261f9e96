using System.Management.Automation;

namespace FraiseqlData.Module;

/// <summary>Takes what comes through the pipeline as a table's name: a text as it is, a schema for all of its tables, another object by its property Name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TableNameTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        SchemaSummary => "*",
        null or string or Array => inputData!,
        _ when PSObject.AsPSObject(inputData).Properties["Name"]?.Value is { } name => name.ToString()!,
        _ => inputData,
    };
}
