namespace FraiseqlData.Generation;

/// <summary>A reference whose parents are chosen before those of a <see cref="JointReferenceStep"/>.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Reached">What its parents bring to the step's agreements.</param>
sealed record JointGiven(TableReference Reference, Agreement[] Reached)
{
    /// <summary>Those that the reference's own columns tell.</summary>
    public Agreement[] Direct { get; } = [.. Reached.Where(Reference.IsDirect)];
}

/// <summary>A row whose parents are being picked, and what is known of it so far.</summary>
/// <param name="batch">The batch.</param>
/// <param name="attempt">The attempt.</param>
/// <param name="given">References whose parents are chosen before.</param>
/// <param name="places">One more than the highest number of an agreement.</param>
sealed class JointRow(RowBatch batch, int attempt, JointGiven[] given, int places)
{
    readonly ulong[] _known = new ulong[places];

    public RowBatch Batch => batch;

    public int Row { get; private set; }

    public int Attempt => attempt;

    public long Ordinal => batch.OrdinalOf(Row);

    public long Instance => batch.InstanceOf(Row);

    /// <summary>Whether a key has picked its parent freely in this try.</summary>
    public bool HasPicked { get; set; }

    /// <summary>Whether the first key has no further candidates.</summary>
    public bool IsExhausted { get; set; }

    /// <summary>The key of the ancestor that the row's parents have, as a hash.</summary>
    public ulong Known(Agreement agreement) => _known[agreement.Number];

    /// <summary>What keys have chosen that write when all have: the parent, and the columns that become NULL.</summary>
    public List<(JointMember Member, long Parent, IReadOnlyList<int> Empty)> Choices { get; } = [];

    /// <summary>Turns to a row of the batch.</summary>
    public void Use(int row) => Row = row;

    /// <summary>Starts a try: nothing is known but what was written before.</summary>
    public void Begin()
    {
        (HasPicked, IsExhausted) = (false, false);
        Array.Clear(_known);
        Choices.Clear();
        foreach (var one in given)
        {
            if (one.Direct.Length > 0 && KeyHash.Of(batch.Columns, one.Reference.Columns, Row) is not KeyHash.Unknown and var value)
            {
                foreach (var agreement in one.Direct)
                    _known[agreement.Number] = _known[agreement.Number] is KeyHash.Unknown ? value : _known[agreement.Number];
            }
            if (batch.PickOf(one.Reference.Index, Row) is not RowBatch.NoPick and var parent)
                Learn(one.Reference, one.Reached, parent);
        }
    }

    /// <summary>Notes what a reference's parent brings to the agreements that nothing is known of yet.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="about">Agreements that it reaches.</param>
    /// <param name="parent">The parent.</param>
    public void Learn(TableReference reference, Agreement[] about, long parent)
    {
        foreach (var agreement in about)
        {
            if (_known[agreement.Number] == KeyHash.Unknown)
                _known[agreement.Number] = reference.ValueOf(agreement, parent);
        }
    }
}
