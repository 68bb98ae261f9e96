using CsCheck;
using FraiseqlData.Generation;
using FraiseqlData.Values;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Keys;

public sealed class KeyWalkTests
{
    [Fact]
    public void Different_indexes_give_different_combinations() =>
        Gen.Select(Gen.ULong[1, 40], Gen.ULong[0, 40], Gen.ULong[1, 3000], Gen.ULong[0, 3000], Gen.ULong[1, 5], Gen.ULong).Sample((one, oneOpen, two, twoOpen, three, key) =>
        {
            var factors = new Numbers[] { new(0, one, Math.Min(one, oneOpen)), new(1, two, Math.Min(two, twoOpen)), new(2, three, three) };
            var count = (int)Math.Min(one * two * three, 20_000);
            CombinationsOf(factors, key, count).Distinct().Count().ShouldBe(count);
        }, iter: 50);

    /// <summary>The first rows of a key over a few parents and very many moments were all of one moment, and those over two kinds of parents all of one parent.</summary>
    [Fact]
    public void No_factor_stays_the_same()
    {
        const ulong moments = 1UL << 50;
        var rows = CombinationsOf([new Numbers(0, 20, 20), new Numbers(1, 30, 30), new Numbers(2, moments, moments)], key: 7, count: 20);
        rows.Select(r => r[0]).Distinct().Count().ShouldBeGreaterThan(5);
        rows.Select(r => r[1]).Distinct().Count().ShouldBeGreaterThan(5);
        rows.Select(r => r[2]).Distinct().Count().ShouldBe(20);
    }

    /// <summary>Numbers whose order means something come in it: every order has its line 1 before any has line 2.</summary>
    [Fact]
    public void Counters_count_up()
    {
        var rows = CombinationsOf([new Numbers(0, 5, 5), new Numbers(1, 100_000, 0)], key: 7, count: 10);
        rows.Take(5).Select(r => r[1]).ShouldAllBe(n => n == 0);
        rows.Skip(5).Select(r => r[1]).ShouldAllBe(n => n == 1);
    }

    static List<EquatableRow> CombinationsOf(Numbers[] factors, ulong key, int count)
    {
        var walk = new KeyWalk(factors, key);
        var batch = new RowBatch([.. factors.Select(_ => new ColumnVector<long>(1))], 1);
        batch.Reset(0, 1, 1);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            walk.Write(batch, 0, (ulong)i);
            return new EquatableRow([.. batch.Columns.Select(c => ((ColumnVector<long>)c!)[0])]);
        })];
    }

    sealed class EquatableRow(long[] digits) : IEquatable<EquatableRow>
    {
        public ulong this[int factor] => (ulong)digits[factor];

        public bool Equals(EquatableRow? other) => other is not null && digits.AsSpan().SequenceEqual(other.Digits);

        public override bool Equals(object? obj) => Equals(obj as EquatableRow);

        public override int GetHashCode() => digits.Aggregate(17, (hash, digit) => HashCode.Combine(hash, digit));

        long[] Digits => digits;
    }

    sealed class Numbers(int column, ulong size, ulong interchangeable) : KeyFactor
    {
        public override IReadOnlyList<int> Columns { get; } = [column];

        public override ulong Size => size;

        public override ulong Interchangeable => interchangeable;

        public override ColumnAccount AccountFor(int _) => new("number", "test");

        public override void Write(RowBatch batch, int row, ulong digit) => ((ColumnVector<long>)batch.Columns[column]!)[row] = (long)digit;
    }
}
