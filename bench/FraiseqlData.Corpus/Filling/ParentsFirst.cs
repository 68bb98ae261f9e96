using FraiseqlData.Schema;

namespace FraiseqlData.Corpus.Filling;

/// <summary>Puts parents before children, as far as circles allow.</summary>
public static class ParentsFirst
{
    public static IReadOnlyList<Table> Order(IReadOnlyList<Table> tables)
    {
        var byName = tables.ToDictionary(t => t.Name);
        var seen = new HashSet<QualifiedName>();
        var ordered = new List<Table>(tables.Count);
        foreach (var table in tables)
            Visit(table);
        return ordered;

        void Visit(Table table)
        {
            if (!seen.Add(table.Name))
                return;
            foreach (var key in table.ForeignKeys)
            {
                if (byName.TryGetValue(key.ReferencedTable, out var parent))
                    Visit(parent);
            }
            ordered.Add(table);
        }
    }
}
