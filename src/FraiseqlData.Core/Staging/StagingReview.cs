using FraiseqlData.Schema;

namespace FraiseqlData.Staging;

/// <summary>Looks whether a staging schema fits production.</summary>
static class StagingReview
{
    /// <summary>Everything that does not fit.</summary>
    /// <param name="schema">The database.</param>
    /// <param name="area">The staging schema.</param>
    /// <param name="isMeant">Whether a production table is asked for.</param>
    public static IEnumerable<StagingFinding> Of(DatabaseSchema schema, StagingArea area, Func<QualifiedName, bool> isMeant)
    {
        var expected = new StagingSync(schema, area, null, force: false).Expected().ToDictionary(e => e.Name, e => e.Body);
        foreach (var twin in area.Twins.Where(t => isMeant(t.Ideal.Table.Name)))
        {
            var production = twin.Ideal.Table.Name;
            foreach (var finding in twin.Findings.Concat(area.ResolverFindings(twin)))
                yield return finding;
            if (twin.IsGenerated && twin.Table!.Name != twin.Ideal.Name)
                yield return StagingTwin.Finding(production, null, "TableRenamed", $"{twin.Table.Name} would be named {twin.Ideal.Name} now, since several schemas have a table {production.Name}, or no longer have.");
            if (Generated(ResolverText.NameOf(twin.Ideal)) is { } resolver && resolver.Body != expected[resolver.Name])
                yield return StagingTwin.Finding(production, null, "ResolverOutdated", $"{resolver.Name}() does not fit {production} any more.");
        }
        if (Generated(new QualifiedName(area.Name, Resolver.Master)) is { } master && expected.TryGetValue(master.Name, out var body) && master.Body != body)
            yield return StagingTwin.Finding(null, null, "ResolverOutdated", $"{master.Name}() does not call the resolvers of all tables in their order.");
        foreach (var table in StagingSync.ObsoleteTables(schema, area))
            yield return StagingTwin.Finding(table.Name, null, "TableObsolete", $"{table.Name} stands for a table that there is no more.");

        Resolver? Generated(QualifiedName name) => area.Resolvers.FirstOrDefault(r => r.Name == name && ResolverText.IsGenerated(r.Body));
    }
}
