namespace FraiseqlData.Module;

/// <summary>Where the rows of a plan go.</summary>
public enum FqBackend
{
    /// <summary>Straight into their tables.</summary>
    Direct,
    /// <summary>Into the staging schema, whose functions move them into their tables.</summary>
    Staging,
    /// <summary>Into staging where it is complete, else straight into their tables, with a warning.</summary>
    Auto,
}
