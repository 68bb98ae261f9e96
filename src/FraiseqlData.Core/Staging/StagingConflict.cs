namespace FraiseqlData.Staging;

/// <summary>What a resolver does with rows that are in their table already.</summary>
public enum StagingConflict
{
    /// <summary>It leaves them as they are.</summary>
    Nothing,
    /// <summary>It gives them what staging holds.</summary>
    Update,
}
