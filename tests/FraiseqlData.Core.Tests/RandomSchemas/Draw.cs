namespace FraiseqlData.Core.Tests.RandomSchemas;

/// <summary>The decisions that a number leads to: the same number, the same schema, on any machine.</summary>
sealed class Draw(int number)
{
    readonly Random _random = new(number);

    /// <summary>A whole number between two bounds, both included.</summary>
    public int Int(int least, int most) => _random.Next(least, most + 1);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T One<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    /// <summary>Some of a list's members, in random order.</summary>
    public List<T> Some<T>(IEnumerable<T> list, int count)
    {
        T[] all = [.. list];
        _random.Shuffle(all);
        return [.. all.Take(count)];
    }
}
