using System.Management.Automation;

namespace FraiseqlData.Module;

/// <summary>Lets a type be written without parentheses: <c>-Type [MyGenerator]</c>, which PowerShell hands over as text with brackets.</summary>
public sealed class TypeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is string { Length: > 2 } text && text[0] == '[' && text[^1] == ']' && LanguagePrimitives.TryConvertTo<Type>(text[1..^1], out var type)
            ? type
            : inputData;
}
