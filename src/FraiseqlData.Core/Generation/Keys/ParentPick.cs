namespace FraiseqlData.Generation;

/// <summary>How a row picks one of several parents.</summary>
abstract class ParentPick
{
    /// <summary>Whether another attempt can pick another parent.</summary>
    public virtual bool IsRandom => true;

    /// <summary>The index of the parent.</summary>
    /// <param name="row">The row's number among those that pick, from 0.</param>
    /// <param name="random">The cell's stream.</param>
    /// <param name="parents">How many parents there are, at least 1.</param>
    public abstract long Of(long row, CellRandom random, long parents);
}

/// <summary>Every parent equally often.</summary>
sealed class UniformPick : ParentPick
{
    public override long Of(long row, CellRandom random, long parents) => JumpHash.Of(random.NextUInt64(), parents);
}

/// <summary>The parents in turn.</summary>
sealed class RoundRobinPick : ParentPick
{
    public override bool IsRandom => false;

    public override long Of(long row, CellRandom random, long parents) => row % parents;
}

/// <summary>Every parent at most once; there must be as many parents as rows.</summary>
/// <param name="parents">How many parents there are.</param>
/// <param name="key">Decides the order.</param>
sealed class EachOncePick(long parents, ulong key) : ParentPick
{
    readonly Sources.Permutation _order = new((ulong)parents, key);

    public override bool IsRandom => false;

    public override long Of(long row, CellRandom random, long parents) => (long)_order.At((ulong)row);
}

/// <summary>By weights.</summary>
/// <param name="weights">One for each parent.</param>
sealed class WeightedParentPick(WeightedPick weights) : ParentPick
{
    public override long Of(long row, CellRandom random, long parents) => weights.Of(random.NextDouble());
}

/// <summary>
/// The first parents most often, by Zipf's law. Rejection-inversion (Hörmann and Derflinger, "Rejection-inversion to generate variates from monotone
/// discrete distributions", ACM TOMACS 6, 1996): no table, whatever the number of parents.
/// </summary>
/// <param name="exponent">Above 0: how steeply popularity falls.</param>
sealed class ZipfPick(double exponent) : ParentPick
{
    // Fewer than one in a hundred draws are refused.
    const int MostDraws = 64;

    public override long Of(long row, CellRandom random, long parents)
    {
        var (low, high) = (Area(1.5) - 1, Area(parents + 0.5));
        var sure = 2 - Inverse(Area(2.5) - Height(2));
        for (var draw = 0; draw < MostDraws; draw++)
        {
            var area = high + random.NextDouble() * (low - high);
            var x = Inverse(area);
            var rank = Math.Clamp((long)Math.Round(x), 1, parents);
            if (rank - x <= sure || area >= Area(rank + 0.5) - Height(rank))
                return rank - 1;
        }
        return 0;
    }

    double Height(double x) => Math.Pow(x, -exponent);

    double Area(double x) => exponent == 1 ? Math.Log(x) : (Math.Pow(x, 1 - exponent) - 1) / (1 - exponent);

    double Inverse(double area) => exponent == 1 ? Math.Exp(area) : Math.Pow(Math.Max(double.Epsilon, 1 + area * (1 - exponent)), 1 / (1 - exponent));
}
