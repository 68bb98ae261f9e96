namespace FraiseqlData.Schema;

/// <summary>Puts types together from their rows, each once.</summary>
sealed class TypeBuilder
{
    readonly Dictionary<uint, TypeRow> _rows;
    readonly ILookup<uint, FieldRow> _fields;
    readonly ILookup<uint, CheckRow> _checks;
    readonly Dictionary<uint, PgType?> _types = [];

    public TypeBuilder(CatalogRows rows)
    {
        _rows = rows.Types.ToDictionary(t => t.Oid);
        _fields = rows.Fields.ToLookup(f => f.Type);
        _checks = rows.Checks.Where(c => c.Domain != 0).ToLookup(c => c.Domain);
    }

    /// <summary>The type of that oid, or null where it or a part of it was dropped during the read.</summary>
    public PgType? Find(uint oid)
    {
        if (!_types.TryGetValue(oid, out var type))
            _types[oid] = type = _rows.TryGetValue(oid, out var row) ? Build(row) : null;
        return type;
    }

    PgType? Build(TypeRow row)
    {
        var kind = KindOf(row);
        var baseType = kind == PgTypeKind.Domain ? Find(row.BaseType) : null;
        var element = ElementOf(row) is var part and not 0 ? Find(part) : null;
        var fields = _fields[row.Oid].Select(f => (Row: f, Type: Find(f.FieldType))).ToList();
        if ((kind == PgTypeKind.Domain && baseType is null) || (ElementOf(row) != 0 && element is null) || fields.Exists(f => f.Type is null))
            return null;
        return new()
        {
            Oid = row.Oid,
            Name = new(row.Schema, row.Name),
            Kind = kind,
            SqlName = row.SqlName,
            Category = row.Category,
            BaseType = baseType,
            BaseTypeModifier = kind == PgTypeKind.Domain ? row.BaseTypeModifier : -1,
            BaseDimensions = row.BaseDimensions,
            Element = element,
            Labels = row.Labels,
            Fields = Array.AsReadOnly([.. fields.Select(f => new CompositeField(f.Row.Name, f.Type!, f.Row.TypeModifier))]),
            Checks = SchemaBuilder.BuildChecks(_checks[row.Oid], _ => []),
            NotNull = row.NotNull,
            Default = row.Default,
            HasBinaryInput = row.HasReceive && (baseType?.HasBinaryInput ?? true) && (element?.HasBinaryInput ?? true)
                && fields.TrueForAll(f => f.Type!.HasBinaryInput),
            // An extension owns the arrays and multiranges of its types through these.
            Extension = row.Extension ?? (kind is PgTypeKind.Array or PgTypeKind.Multirange ? element!.Extension : null),
        };
    }

    static uint ElementOf(TypeRow row) =>
        row.ArrayElement != 0 ? row.ArrayElement : row.RangeSubtype != 0 ? row.RangeSubtype : row.MultirangeRange;

    static PgTypeKind KindOf(TypeRow row) => row.Kind switch
    {
        'd' => PgTypeKind.Domain,
        'e' => PgTypeKind.Enum,
        'c' => PgTypeKind.Composite,
        'r' => PgTypeKind.Range,
        'm' => PgTypeKind.Multirange,
        'p' => PgTypeKind.Pseudo,
        _ => row.ArrayElement != 0 ? PgTypeKind.Array : PgTypeKind.Base,
    };
}
