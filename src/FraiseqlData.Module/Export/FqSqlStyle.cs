namespace FraiseqlData.Module;

/// <summary>How rows stand in a script.</summary>
public enum FqSqlStyle
{
    /// <summary>INSERT statements, which any client can run.</summary>
    Insert,
    /// <summary>COPY with the rows below it, which only psql can run; several times faster.</summary>
    Copy,
}
