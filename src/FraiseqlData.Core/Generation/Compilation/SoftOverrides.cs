using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>Comments and rules of files give way where they do not suit a column; the user is told.</summary>
static class SoftOverrides
{
    /// <summary>The segment without what does not suit.</summary>
    public static RowSegment Suiting(TableContext table, RowSegment segment)
    {
        var unsuitable = segment.Overrides.Where(o => o.Value.From is not null && !Suits(table, segment, o.Key, o.Value)).Select(o => o.Key).ToHashSet();
        return unsuitable.Count == 0 ? segment : segment with { Overrides = segment.Overrides.Where(o => !unsuitable.Contains(o.Key)).ToDictionary(o => o.Key, o => o.Value) };
    }

    static bool Suits(TableContext table, RowSegment segment, string column, ColumnOverride value)
    {
        try
        {
            var alone = segment with { Overrides = new Dictionary<string, ColumnOverride> { [column] = value } };
            if (value is not DefaultOverride)
                _ = new OverrideCompiler(table, alone).StepOf(table.IndexOf(column), value);
            OverrideRules.CheckUnique(table, alone);
            return true;
        }
        catch (Errors.FraiseqlDataException e)
        {
            var what = value.From == SettledOverrides.Comment ? $"The comment on {table.Table.Name}.{column}" : $"The rule in {value.From} for {table.Table.Name}.{column}";
            table.Run.Compiler.Warn($"{what} is passed over: {e.Message}");
            return false;
        }
    }
}
