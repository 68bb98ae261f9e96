using System.Text.RegularExpressions;

namespace FraiseqlData.Servers;

sealed partial class SqlScript
{
    // Comments may stand before a statement.
    const string Begin = @"^(\s|--[^\n]*\n|/\*.*?\*/)*";

    const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The statements in lists that are each sent at once: one that the server runs in no transaction, or that data follow, is alone in its list.</summary>
    public static IEnumerable<IReadOnlyList<SqlStatement>> Together(IEnumerable<SqlStatement> statements)
    {
        var together = new List<SqlStatement>();
        foreach (var statement in statements)
        {
            if (statement.Data is null && !InNoTransaction().IsMatch(statement.Text))
            {
                together.Add(statement);
                continue;
            }
            if (together.Count > 0)
                yield return together;
            yield return [statement];
            together = [];
        }
        if (together.Count > 0)
            yield return together;
    }

    // Those that call PreventInTransactionBlock in PostgreSQL's tcop/utility.c and that a script of a database may hold.
    [GeneratedRegex(
        Begin + @"(CREATE\s+(UNIQUE\s+)?INDEX\s+CONCURRENTLY|DROP\s+INDEX\s+CONCURRENTLY|REINDEX\s+(.*\s)?CONCURRENTLY|ALTER\s+TABLE\s.*\sDETACH\s+PARTITION\s.*\sCONCURRENTLY"
            + @"|VACUUM|(CREATE|DROP)\s+(DATABASE|TABLESPACE)|ALTER\s+SYSTEM)\b", Options)]
    private static partial Regex InNoTransaction();

    // The driver takes no comments before it.
    [GeneratedRegex(Begin + @"(?<copy>COPY)\s.*\sFROM\s+STDIN\b", Options)]
    private static partial Regex CopyFromInput();
}
