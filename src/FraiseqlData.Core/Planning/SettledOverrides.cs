using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>What the columns of a table get by the user's word: overrides, else what their comments say, else the rules of files.</summary>
static class SettledOverrides
{
    /// <summary>What <see cref="ColumnOverride.From"/> says of comments.</summary>
    public const string Comment = "comment";

    /// <summary>The overrides by the columns' exact names.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">The plan's options.</param>
    /// <param name="own">The entry's overrides.</param>
    /// <param name="warn">Hears of comments that cannot be followed.</param>
    public static IReadOnlyDictionary<string, ColumnOverride> Of(Table table, PlanOptions options, IReadOnlyDictionary<string, ColumnOverride> own, Action<string> warn)
    {
        var settled = new Dictionary<string, ColumnOverride>(own, StringComparer.Ordinal);
        foreach (var column in table.Columns.Where(c => !c.IsGenerated && c.CanInsert && !own.ContainsKey(c.Name)))
        {
            var isKey = column.Sequence is not null || table.ForeignKeys.Any(k => k.IsEnforced && k.Columns.Contains(column.Name));
            if (OfComment(table, column, isKey, warn) is { } comment)
                settled[column.Name] = comment with { From = Comment };
            else if (!isKey && !(table.PrimaryKey?.Columns.Contains(column.Name) ?? false) && options.Rules.FirstOrDefault(r => r.Matches(table, column)) is { } rule)
                settled[column.Name] = rule.Value with { From = rule.Source };
        }
        return settled.Count == own.Count ? own : settled;
    }

    static ColumnOverride? OfComment(Table table, Column column, bool isKey, Action<string> warn)
    {
        try
        {
            if (ColumnComment.Read(column) is not { } read)
                return null;
            return isKey ? throw new FormatException("the column is a key, which is reserved or refers to another table") : read;
        }
        catch (FormatException e)
        {
            warn($"The comment on {table.Name}.{column.Name} is passed over: {e.Message.TrimEnd('.')}.");
            return null;
        }
    }
}
