namespace FraiseqlData.Schema;

/// <summary>A sequence that feeds a column.</summary>
public sealed class Sequence
{
    /// <summary>The sequence's name.</summary>
    public required QualifiedName Name { get; init; }

    /// <summary>The step between two values; never 0.</summary>
    public long Increment { get; init; } = 1;

    /// <summary>The smallest value.</summary>
    public long MinValue { get; init; } = 1;

    /// <summary>The greatest value.</summary>
    public long MaxValue { get; init; } = long.MaxValue;

    /// <summary>The first value of a new sequence.</summary>
    public long Start { get; init; } = 1;

    /// <summary>Whether the sequence starts again at its other end.</summary>
    public bool Cycles { get; init; }

    /// <summary>Whether the connected role owns the sequence (may <c>ALTER SEQUENCE</c>).</summary>
    public bool IsOwner { get; init; }

    /// <summary>Whether the connected role may call <c>nextval</c> (USAGE or UPDATE).</summary>
    public bool CanUse { get; init; }

    /// <summary>Whether the connected role may call <c>setval</c> (UPDATE).</summary>
    public bool CanUpdate { get; init; }
}
