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
                settled[column.Name] = Narrowed(table, rule, options.Rules, own) with { From = rule.Source };
        }
        return settled.Count == own.Count ? own : settled;
    }

    /// <summary>Records of which the user overrides some columns: those that agree are left.</summary>
    static ColumnOverride Narrowed(Table table, ColumnRule rule, IReadOnlyList<ColumnRule> rules, IReadOnlyDictionary<string, ColumnOverride> own)
    {
        if (rule.Value is not ListOverride { Together: { } group } list)
            return rule.Value;
        var given = rules.Where(r => r.Value is ListOverride other && other.Together == group)
            .SelectMany(r => own.Where(o => o.Value is ConstantOverride && o.Key.Equals(r.Column, StringComparison.OrdinalIgnoreCase)).Select(o => (o.Key, Own: (ListOverride)r.Value, ((ConstantOverride)o.Value).Value))).ToList();
        return RecordGroup.Narrow(list, given.Select(g => (g.Own, g.Value))) ?? throw PlanErrors.GroupContradicted(table, rule.Source, given.Select(g => $"{g.Key} = '{g.Value}'"));
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
