namespace FraiseqlData.Module;

/// <summary>What a resolver does with rows that are in their table already.</summary>
public enum FqStagingConflict
{
    /// <summary>It leaves them as they are.</summary>
    Nothing,
    /// <summary>It gives them what staging holds.</summary>
    Update,
}
