namespace FraiseqlData.Generation.Groups;

/// <summary>What a column of a group says of the group's subject.</summary>
/// <typeparam name="T">The subject: a place, a person, a company.</typeparam>
/// <param name="Texts">The ways to write it, the best first; the first one that fits a column is taken.</param>
/// <param name="Number">Its number, for columns of numbers.</param>
sealed record SubjectRole<T>(IReadOnlyList<Func<T, string>> Texts, Func<T, double>? Number = null)
{
    public static SubjectRole<T> Of(params Func<T, string>[] texts) => new(texts);
}
