using System.Globalization;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>What Invoke-FqSeed does with a plan that was settled in a file: it prepares its slices, writes one, or finishes.</summary>
/// <param name="What">For people.</param>
/// <param name="RunAsync">Does it.</param>
sealed record SliceStep(string What, Func<SeedPlan, ResolvedPlanData, FqConnection, RunOptions, CancellationToken, Task<object>> RunAsync)
{
    /// <summary>The step that was asked for, or null where none was: then the plan is carried out as a whole.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqSliceInvalid</c>: parameters are missing, or do not go together.</exception>
    public static SliceStep? Of(string? resolvedPlan, int? slice, int? sliceCount, int? level, bool prepare, bool finish, bool force) =>
        (resolvedPlan, slice, sliceCount, level, prepare, finish, force) switch
        {
            (null, null, null, null, false, false, false) => null,
            ({ }, null, null, null, true, false, false) => new("Drop indexes and foreign keys for the plan's slices", async (plan, data, target, options, token) =>
                await SeedEngine.PrepareSlicesAsync(plan, data, target, options, token)),
            ({ }, null, null, null, false, true, _) => new(force ? "Bring back indexes and foreign keys, though slices may be missing" : "Bring back indexes and foreign keys behind the plan's slices", async (plan, data, target, options, token) =>
                await SeedEngine.FinishSlicesAsync(plan, data, target, force, options, token)),
            ({ }, { } number, { } count, { } on, false, false, false) => new(string.Create(CultureInfo.InvariantCulture, $"Insert slice {number} of {count}, level {on}"), async (plan, data, target, options, token) =>
                await SeedEngine.InvokeSliceAsync(plan, data, new PlanSlice(number, count), on, target, options, token)),
            _ => throw new FraiseqlDataException(
                "FqSliceInvalid", ErrorKind.InvalidArgument, "-ResolvedPlan takes -Slice, -SliceCount and -Level together, or -Prepare, or -Finish (which alone takes -Force).",
                "Give all four, -ResolvedPlan plan.json -Slice 3 -SliceCount 16 -Level 1; or -ResolvedPlan plan.json -Prepare before, and -Finish behind all slices."),
        };
}
