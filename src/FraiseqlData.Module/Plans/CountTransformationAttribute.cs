using System.Globalization;
using System.Management.Automation;
using System.Numerics;

namespace FraiseqlData.Module;

/// <summary>Brings what no 64-bit integer holds to a number that is no count, so that the cmdlet can say what is wrong with it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CountTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Stands for what is no number at all.</summary>
    internal const long NoNumber = long.MinValue + 1;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            double d when d is > long.MaxValue or < long.MinValue => d > 0 ? long.MaxValue : long.MinValue,
            decimal m when m is > long.MaxValue or < long.MinValue => m > 0 ? long.MaxValue : long.MinValue,
            BigInteger b when b > long.MaxValue || b < long.MinValue => b > 0 ? long.MaxValue : long.MinValue,
            ulong u when u > long.MaxValue => long.MaxValue,
            var other => LanguagePrimitives.TryConvertTo<long>(other, CultureInfo.InvariantCulture, out var count) ? count : NoNumber,
        };
}
