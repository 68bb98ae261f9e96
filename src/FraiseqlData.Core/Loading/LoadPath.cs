using FraiseqlData.Generation;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>How rows are written.</summary>
enum LoadPath
{
    /// <summary>COPY in binary form.</summary>
    BinaryCopy,
    /// <summary>COPY in text form.</summary>
    TextCopy,
    /// <summary>COPY into a temporary table, then INSERT ... SELECT.</summary>
    Insert,
    /// <summary>INSERT of rows that the server fills alone.</summary>
    InsertDefaults,
}

/// <summary>The way that was chosen for a segment, and why.</summary>
/// <param name="Path">The way.</param>
/// <param name="Reason">Why, in words.</param>
readonly record struct LoadChoice(LoadPath Path, string Reason)
{
    /// <summary>Chooses the fastest way that the table allows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="program">The segment's program.</param>
    /// <param name="readsBack">Whether keys have to be read back from the server row by row.</param>
    /// <param name="replaces">Whether triggers of this run have put rows there already, which may have to make room.</param>
    public static LoadChoice For(Table table, SegmentProgram program, bool readsBack, bool replaces = false)
    {
        if (program.Expressions.Count > 0)
            return new(LoadPath.Insert, $"{table.Columns[program.Expressions[0].Column].Name} is an SQL expression");
        if (program.Written.Count == 0)
            return new(LoadPath.InsertDefaults, "the server gives every value");
        if (table.RowSecurityActive)
            return new(LoadPath.Insert, "row-level security applies to the role, and COPY is refused");
        if (table.Rules.Count > 0)
            return new(LoadPath.Insert, $"COPY would bypass the rule \"{table.Rules[0].Name}\"");
        if (replaces)
            return new(LoadPath.Insert, "triggers have put rows there already");
        if (readsBack)
            return new(LoadPath.Insert, "other tables need keys that only the server knows");
        // COPY in binary form wants the receive function of every column, the ones that it is not given included.
        if (table.Columns.FirstOrDefault(c => !c.Type.HasBinaryInput) is { } textual)
            return new(LoadPath.TextCopy, $"the type {textual.SqlType} of {textual.Name} has no binary form");
        foreach (var column in program.Written)
        {
            if (!program.Codecs[column].HasBinary)
                return new(LoadPath.TextCopy, $"the type {table.Columns[column].SqlType} of {table.Columns[column].Name} has no binary form here");
        }
        return new(LoadPath.BinaryCopy, "every written type has a binary form");
    }

    /// <summary>The path's name for people.</summary>
    public string Name => Path switch
    {
        LoadPath.BinaryCopy => "binary copy",
        LoadPath.TextCopy => "text copy",
        _ => "insert",
    };
}
