namespace FraiseqlData.Schema;

/// <summary>Walks over what types are built from.</summary>
static class PgTypes
{
    /// <summary>The types and all types that they are built from, each once.</summary>
    public static IReadOnlyCollection<PgType> Inside(params IEnumerable<PgType> types)
    {
        var found = new Dictionary<QualifiedName, PgType>();
        var open = new Stack<PgType>(types);
        while (open.TryPop(out var type))
        {
            if (!found.TryAdd(type.Name, type))
                continue;
            foreach (var part in new[] { type.BaseType, type.Element }.Concat(type.Fields.Select(f => f.Type)))
            {
                if (part is not null)
                    open.Push(part);
            }
        }
        return found.Values;
    }
}
