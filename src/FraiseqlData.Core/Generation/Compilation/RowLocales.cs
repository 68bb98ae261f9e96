namespace FraiseqlData.Generation;

/// <summary>Says of each row of a table which of several locales it has: a pure function of the row's instance.</summary>
/// <param name="codes">The locales, the heaviest first.</param>
/// <param name="pick">Picks one by weight.</param>
/// <param name="streamKey">The stream of the choice.</param>
/// <param name="lowestInstance">The instance from which unique keys number rows.</param>
sealed class RowLocales(IReadOnlyList<string> codes, WeightedPick pick, ulong streamKey, long lowestInstance)
{
    /// <summary>The locales, the heaviest first.</summary>
    public IReadOnlyList<string> Codes => codes;

    /// <summary>
    /// The indexes of the unique key whose values tell of the row, or null for none. They are the instances but where indexes are skipped
    /// because a row exists there already; then the rows follow the key.
    /// </summary>
    public IndexSequence? Sequence { get; set; }

    /// <summary>The number of the locale of a row.</summary>
    public int Of(RowBatch batch, int row) => At(Sequence is null ? (ulong)(batch.InstanceOf(row) - lowestInstance) : Sequence.Of(batch.OrdinalOf(row)));

    /// <summary>The number of the locale of an index.</summary>
    public int At(ulong index) => pick.Of(CellRandom.For(streamKey, (long)index).NextDouble());
}
