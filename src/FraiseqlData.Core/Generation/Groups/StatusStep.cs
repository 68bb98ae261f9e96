using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>
/// Fills the statuses of a row that tell of one life, and what says yes or no of its events, so that they agree: what is delivered is not unpaid.
/// </summary>
/// <param name="lead">The column that the others follow; another step gives it.</param>
/// <param name="life">What its statuses mean.</param>
/// <param name="followers">The statuses that follow.</param>
/// <param name="flags">The columns of yes and no, each with its event.</param>
sealed class StatusStep(int lead, StatusLife life, IReadOnlyList<StatusFollower> followers, IReadOnlyList<(SourceStep Own, string Event)> flags) : BatchStep
{
    const int MostKept = 1000;
    const int Recent = 64;

    readonly StatusFollower[] _followers = [.. followers];
    readonly SourceStep[] _flags = [.. flags.Select(f => f.Own)];
    readonly ConcurrentDictionary<string, Meaning> _meanings = new(StringComparer.Ordinal);
    readonly Meaning?[] _recent = new Meaning?[Recent];

    public override IReadOnlyList<int> Writes { get; } = [.. followers.Select(f => f.Own.Column), .. flags.Select(f => f.Own.Column)];

    public override IReadOnlyList<int> Reads { get; } = [lead];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) =>
        followers.Select(f => f.Own).Concat(_flags).First(o => o.Column == column).AccountFor(column).InGroup("a status and what follows from it", Writes.Concat(Reads), column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        foreach (var own in _flags)
            own.Fill(batch, start, end, attempt);
        var statuses = batch.Columns[lead] as ColumnVector<string>;
        for (var row = start; row < end; row++)
        {
            var meaning = statuses is null || statuses.IsNull(row) ? null : MeaningOf(statuses[row]);
            for (var i = 0; i < _followers.Length; i++)
                _followers[i].Write(meaning?.Values[i], batch, row, attempt);
            if (meaning is null)
                continue;
            for (var i = 0; i < _flags.Length; i++)
            {
                if (meaning.Flags[i] is { } happened && batch.Columns[_flags[i].Column] is ColumnVector<bool> flag && !flag.IsNull(row))
                    flag[row] = happened;
            }
        }
    }

    Meaning MeaningOf(string status)
    {
        // Lists give the same few objects again and again.
        ref var place = ref _recent[RuntimeHelpers.GetHashCode(status) % Recent];
        if (place is { } recent && ReferenceEquals(recent.Status, status))
            return recent;
        return place = _meanings.TryGetValue(status, out var meaning) ? meaning : Read(status);
    }

    Meaning Read(string status)
    {
        var meaning = new Meaning(status, [.. _followers.Select(f => life.Knows(status) ? f.ValuesFor(life, status) : null)], [.. flags.Select(f => life.Happened(status, f.Event))]);
        return _meanings.Count < MostKept ? _meanings.GetOrAdd(status, meaning) : meaning;
    }

    /// <summary>What a status says.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Values">For each follower the values that deny it least; null where nobody knows what it means.</param>
    /// <param name="Flags">For each column of yes and no what it says; null for nothing.</param>
    sealed record Meaning(string Status, string[]?[] Values, bool?[] Flags);
}

/// <summary>A status that follows another one of its row.</summary>
/// <param name="Own">Fills the column alone.</param>
/// <param name="Life">What its values mean.</param>
/// <param name="Values">The values that it may have and whose meaning is known.</param>
sealed record StatusFollower(SourceStep Own, StatusLife Life, IReadOnlyList<string> Values)
{
    /// <summary>The values that deny a status of the row least.</summary>
    public string[] ValuesFor(StatusLife life, string status)
    {
        var least = Values.Min(v => StatusLife.Disagreements(life, status, Life, v));
        return [.. Values.Where(v => StatusLife.Disagreements(life, status, Life, v) == least)];
    }

    /// <summary>Fills a cell with one of some values; with any where none are given.</summary>
    public void Write(string[]? values, RowBatch batch, int row, int attempt)
    {
        if (values is null)
            Own.Fill(batch, row, row + 1, attempt);
        else if (!Own.TryNull(batch, row, attempt))
            ((ColumnVector<string>)batch.Columns[Own.Column]!)[row] = values[Own.SecondThoughtOf(batch, row, attempt).Next(values.Length)];
    }
}
