using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>A resolved plan with its data, ready to be compiled once its keys are reserved.</summary>
/// <param name="Plan">The plan, with counts that its unique keys allow.</param>
/// <param name="Data">Its data; keys that a sequence feeds are only predicted.</param>
/// <param name="Compiler">The compiler that has analysed the tables already.</param>
sealed record PreparedRun(ResolvedPlan Plan, ResolvedPlanData Data, RunCompiler Compiler)
{
    /// <summary>What has lowered the counts of tables.</summary>
    public IReadOnlyDictionary<QualifiedName, CapacityException> Limits { get; init; } = new Dictionary<QualifiedName, CapacityException>();

    /// <summary>The programs for the predicted keys, where the rehearsal left them as they were compiled.</summary>
    public IReadOnlyList<TableProgram>? Rehearsed { get; init; }

    /// <summary>The programs, with key blocks that were reserved in place of the predicted ones. To be called once.</summary>
    /// <param name="reserved">By table and column; a sequence-fed column that is missing is assigned by the server.</param>
    /// <param name="isReserved">Whether a sequence-fed column's keys were to be reserved; the others keep the predicted ones.</param>
    public IReadOnlyList<TableProgram> Compile(
        IReadOnlyDictionary<QualifiedName, IReadOnlyDictionary<string, KeyBlock>> reserved, Func<Table, Column, bool> isReserved)
    {
        var data = WithKeys(reserved, isReserved);
        return Rehearsed is { } programs && data.Tables.All(t => HasSame(t.Value.Keys, Data.Tables[t.Key].Keys)) ? programs : Compiler.Compile(Plan, data);
    }

    static bool HasSame(IReadOnlyDictionary<string, KeyBlock> keys, IReadOnlyDictionary<string, KeyBlock> others) =>
        keys.Count == others.Count && keys.All(k => others.TryGetValue(k.Key, out var other) && k.Value == other);

    /// <summary>The data with key blocks that were reserved in place of the predicted ones.</summary>
    public ResolvedPlanData WithKeys(
        IReadOnlyDictionary<QualifiedName, IReadOnlyDictionary<string, KeyBlock>> reserved, Func<Table, Column, bool> isReserved) => Data with
        {
            Tables = Data.Tables.ToDictionary(t => t.Key, t => t.Value with { Keys = Merge(Plan.Find(t.Key)!, t.Value.Keys, reserved.GetValueOrDefault(t.Key), isReserved) }),
        };

    static Dictionary<string, KeyBlock> Merge(
        ResolvedTable table, IReadOnlyDictionary<string, KeyBlock> predicted, IReadOnlyDictionary<string, KeyBlock>? reserved, Func<Table, Column, bool> isReserved)
    {
        var keys = predicted.Where(k => table.Table.GetColumn(k.Key) is var column && (column.Sequence is null || !isReserved(table.Table, column))).ToDictionary(k => k.Key, k => k.Value, StringComparer.Ordinal);
        foreach (var (column, block) in reserved ?? new Dictionary<string, KeyBlock>())
            keys[column] = GivenKeys.PassOver(table, column, block);
        return keys;
    }
}
