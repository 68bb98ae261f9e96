using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>A column that says which subject a row is about: another step gives it, or its own source draws it first.</summary>
/// <param name="Column">The column's index.</param>
/// <param name="Role">The role's name.</param>
/// <param name="Own">Draws the column where this step has to.</param>
readonly record struct SteeringColumn(int Column, string Role, SourceStep? Own);

/// <summary>Fills the columns of a group so that they tell of one subject.</summary>
/// <param name="steering">The columns that the others follow.</param>
/// <param name="members">The columns that follow.</param>
/// <param name="streamKey">The group's stream.</param>
abstract class SubjectStep<T>(IReadOnlyList<SteeringColumn> steering, IReadOnlyList<SubjectMember<T>> members, ulong streamKey) : BatchStep
{
    readonly SubjectMember<T>[] _members = [.. members];

    public override IReadOnlyList<int> Writes { get; } = [.. steering.Where(s => s.Own is not null).Select(s => s.Column), .. members.Select(m => m.Column)];

    public override IReadOnlyList<int> Reads { get; } = [.. steering.Where(s => s.Own is null).Select(s => s.Column)];

    public override bool IsDrawn => true;

    /// <summary>What the columns tell of, in a word.</summary>
    protected abstract string Subject { get; }

    public override ColumnAccount AccountFor(int column) =>
        (steering.FirstOrDefault(s => s.Column == column).Own?.AccountFor(column) ?? members.First(m => m.Column == column).AccountFor()).InGroup(Subject, Writes.Concat(Reads), column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        foreach (var column in steering)
            column.Own?.Fill(batch, start, end, attempt);
        for (var row = start; row < end; row++)
        {
            var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
            var subject = Draw(batch, row, ref random);
            foreach (var member in _members)
                member.Write(subject, batch, row, attempt);
        }
    }

    /// <summary>The subject of a row.</summary>
    protected abstract T Draw(RowBatch batch, int row, ref CellRandom random);

    /// <summary>Whether all columns that follow take what they are to say of a subject.</summary>
    protected bool AllTake(T subject) => AllTake(_members, subject);

    /// <summary>Whether some of the columns that follow take what they are to say of a subject.</summary>
    protected static bool AllTake(SubjectMember<T>[] some, T subject)
    {
        foreach (var member in some)
        {
            if (!member.Takes(subject))
                return false;
        }
        return true;
    }

    /// <summary>The steering columns of some roles, those first whose role comes first.</summary>
    protected static int[] ColumnsOf(IReadOnlyList<SteeringColumn> steering, params string[] roles) =>
        [.. roles.SelectMany(role => steering.Where(s => s.Role == role).Select(s => s.Column))];

    /// <summary>The text in the first of some columns that has one, or null for none.</summary>
    protected static string? Given(RowBatch batch, int row, int[] columns)
    {
        foreach (var column in columns)
        {
            if (batch.Columns[column] is ColumnVector<string> texts && !texts.IsNull(row))
                return texts[row];
        }
        return null;
    }
}
