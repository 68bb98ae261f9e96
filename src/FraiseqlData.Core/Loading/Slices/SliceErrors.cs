using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>The errors of slices.</summary>
static class SliceErrors
{
    public static FraiseqlDataException NotPossible(Table table, string reason) => new(
        "FqSlicesNotPossible", ErrorKind.InvalidOperation, $"{table.Name} cannot be filled in slices: {reason}.", "Fill it by a run of its own before or after, and leave it out of this plan.", table.Name.ToString());

    public static FraiseqlDataException OtherPlan() => new(
        "FqPlanDataMismatch", ErrorKind.InvalidArgument, "The data was settled for another plan: tables or counts differ.", "Use the very plan, or settle it again.");

    public static FraiseqlDataException NumberInvalid(PlanSlice slice) => new(
        "FqSliceInvalid", ErrorKind.InvalidArgument, FormattableString.Invariant($"There is no slice {slice.Number} of {slice.Count}."), "Count from 1: the first of sixteen is 1, the last 16.");

    public static FraiseqlDataException NoLevel(int level, int levels) => new(
        "FqSliceInvalid", ErrorKind.InvalidArgument, FormattableString.Invariant($"There is no level {level}: the plan has {levels}."), "Fill the levels one after the other, from 1; each result says how many there are.");

    public static FraiseqlDataException OtherCount(PlanSlice slice, int level, int other) => new(
        "FqSliceInvalid", ErrorKind.InvalidArgument, FormattableString.Invariant($"Level {level} is being written in {other} slices, not in {slice.Count}: they would overlap."), FormattableString.Invariant($"Go on with -SliceCount {other}."));

    public static FraiseqlDataException Done(PlanSlice slice, int level) => new(
        "FqSliceDone", ErrorKind.InvalidOperation, FormattableString.Invariant($"Slice {slice.Number} of {slice.Count} of level {level} has been written already."), "Go on with another one. A slice that failed has left nothing and is not counted.");

    public static FraiseqlDataException Prepared() => new(
        "FqSlicesPrepared", ErrorKind.InvalidOperation, "The plan is prepared already.", "Run its slices, then -Finish; -Finish -Force takes the preparation back.");

    public static FraiseqlDataException Begun(Table table) => new(
        "FqSlicesBegun", ErrorKind.InvalidOperation, $"{table.Name} was empty when the plan was settled and has rows now.", "Prepare before the first slice. Slices of a plan that is not prepared keep the indexes; go on with them, or settle a new plan.", table.Name.ToString());

    public static FraiseqlDataException NotPrepared() => new(
        "FqSlicesNotPrepared", ErrorKind.InvalidOperation, "The plan is not prepared in this database, or is finished already.", "Slices of a plan that was not prepared need no -Finish.");

    public static FraiseqlDataException Missing(string slices) => new(
        "FqSlicesMissing", ErrorKind.InvalidOperation, $"Not written yet: {slices}.", "Run these, or bring back what was dropped without them: -Finish -Force.");

    public static FraiseqlDataException Busy(Exception e) => new(
        "FqSlicesBusy", ErrorKind.InvalidOperation, "A slice of the plan is being written, or another process finishes it.", "Wait for it to end, or end its session (pg_stat_activity).", inner: e);
}
