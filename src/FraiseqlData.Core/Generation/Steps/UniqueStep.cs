namespace FraiseqlData.Generation;

/// <summary>
/// Fills the columns of a unique key so that no two rows are equal: each row has an index of its own, and each index a combination of the key's factors.
/// </summary>
/// <param name="key">The unique key's name.</param>
/// <param name="factors">The factors that together make the key unique.</param>
/// <param name="sequence">Gives each row its index.</param>
/// <param name="streamKey">The key's stream.</param>
sealed class UniqueStep(string key, IReadOnlyList<KeyFactor> factors, IndexSequence sequence, ulong streamKey) : BatchStep
{
    readonly KeyWalk _walk = new(factors, streamKey);

    /// <summary>The unique key's name.</summary>
    public string Key => key;

    public IndexSequence Sequence => sequence;

    /// <summary>The key's stream.</summary>
    public ulong StreamKey => streamKey;

    public override IReadOnlyList<int> Writes => [.. KeyColumns, .. factors.SelectMany(f => f.Besides), .. Escape is null || KeyColumns.Contains(Escape.Column) ? [] : new[] { Escape.Column }];

    /// <summary>The columns that the factors write to tell rows apart.</summary>
    public IReadOnlyList<int> KeyColumns { get; } = [.. factors.SelectMany(f => f.Columns).Distinct()];

    /// <summary>The indexes of the columns whose values come out of their own domains.</summary>
    public IReadOnlyList<int> DomainColumns => [.. factors.OfType<SourceFactor>().SelectMany(f => f.Columns), .. Writes.Except(KeyColumns)];

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int column)
    {
        if (factors.FirstOrDefault(f => f.Columns.Contains(column) || f.Besides.Contains(column)) is not { } factor)
            return new ColumnAccount("key", $"unique key \"{key}\": keeps rows beyond its room out of its reach");
        var account = factor.AccountFor(column);
        return account with { Reason = $"{account.Reason}; unique key \"{key}\"", IsUnique = !factor.Besides.Contains(column), With = [.. Writes.Where(c => c != column)] };
    }

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        for (var row = start; row < end; row++)
            Fill(batch, row, batch.OrdinalOf(row));
    }

    void Fill(RowBatch batch, int row, long ordinal)
    {
        if (Escape is null || ordinal < sequence.Capacity)
        {
            _walk.Write(batch, row, sequence.Of(ordinal));
            if (Escape is not null && !KeyColumns.Contains(Escape.Column))
                Escape.WriteInside(batch, row);
            return;
        }
        _walk.Write(batch, row, CellRandom.For(streamKey, batch.InstanceOf(row)).Next(sequence.Size));
        Escape.WriteOutside(batch, row);
    }

    /// <summary>Writes the key at a position of the sequence, whether it is skipped or not.</summary>
    public void WritePosition(RowBatch batch, int row, long position) => _walk.Write(batch, row, sequence.AtPosition(position));

    /// <summary>The number of different keys that factors can give, at most the greatest ulong.</summary>
    public static ulong SizeOf(IEnumerable<KeyFactor> factors)
    {
        var size = UInt128.One;
        foreach (var factor in factors)
        {
            size *= factor.Size;
            if (size > ulong.MaxValue)
                return ulong.MaxValue;
        }
        return (ulong)size;
    }
}
