namespace FraiseqlData.Formats;

/// <summary>How the rows stand in a script.</summary>
public enum SqlScriptStyle
{
    /// <summary><c>INSERT</c> statements, which any client can run.</summary>
    Insert,
    /// <summary><c>COPY ... FROM stdin</c> with the rows below it, which only psql can run; loads many rows several times faster.</summary>
    Copy,
}

/// <summary>How a script is written.</summary>
public sealed record SqlScriptOptions
{
    /// <summary>How the rows stand in it. Tables that COPY cannot serve (rules, row-level security) get INSERT statements in any case.</summary>
    public SqlScriptStyle Style { get; init; }

    /// <summary>
    /// How many rows an INSERT or UPDATE has at the most, at least 1. Where rows may refer to later rows of their own table, an INSERT takes up to
    /// 10,000, since the server checks such keys at the end of each statement.
    /// </summary>
    public int RowsPerInsert { get; init; } = 100;
}
