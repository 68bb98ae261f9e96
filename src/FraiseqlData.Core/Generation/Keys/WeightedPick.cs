namespace FraiseqlData.Generation;

/// <summary>Picks an index with given weights.</summary>
sealed class WeightedPick
{
    readonly double[] _sums;

    /// <summary>Adds the weights up once.</summary>
    /// <param name="weights">Finite numbers of at least 0, not all 0.</param>
    public WeightedPick(IReadOnlyList<double> weights)
    {
        _sums = new double[weights.Count];
        var sum = 0.0;
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] = sum += weights[i];
    }

    /// <summary>The index that a number from 0 (included) to 1 (excluded) falls to.</summary>
    public int Of(double share)
    {
        var (low, high) = (0, _sums.Length - 1);
        var wanted = share * _sums[^1];
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_sums[middle] > wanted)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
