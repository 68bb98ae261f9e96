namespace FraiseqlData.Generation;

/// <summary>A cell's stream as a .NET <see cref="Random"/>, for libraries and user code that take one.</summary>
sealed class CellRandomSource(CellRandom random) : Random
{
    CellRandom _random = random;

    public override int Next() => _random.Next(int.MaxValue);

    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return maxValue == 0 ? 0 : _random.Next(maxValue);
    }

    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue == maxValue ? minValue : (int)_random.Between(minValue, (long)maxValue - 1);
    }

    public override long NextInt64() => NextInt64(0, long.MaxValue);

    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue == maxValue ? minValue : _random.Between(minValue, maxValue - 1);
    }

    public override double NextDouble() => Sample();

    public override float NextSingle() => (float)(_random.NextUInt64() >> 40) * (1.0f / (1u << 24));

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref var b in buffer)
            b = (byte)_random.Next(256);
    }

    protected override double Sample() => _random.NextDouble();
}
