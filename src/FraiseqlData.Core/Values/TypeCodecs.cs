using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary>Finds the codec of a type: by name for base types, by their parts for the others. Every type has one; what is unknown goes as text.</summary>
static class TypeCodecs
{
    const byte FirstVersion = 1;
    const int MacSize = 6;
    const int Mac8Size = 8;

    public static TypeCodec For(Column column) => For(column.Type, column.TypeModifier);

    /// <summary>The codec of a type under a modifier (-1 for none). A domain's is that of the type below it.</summary>
    public static TypeCodec For(PgType type, int modifier)
    {
        (type, modifier) = TypeModifiers.Effective(type, modifier);
        return type.Kind switch
        {
            PgTypeKind.Enum => new EnumCodec(type, modifier),
            PgTypeKind.Array => new ArrayCodec(type, modifier),
            PgTypeKind.Composite => new CompositeCodec(type, modifier),
            PgTypeKind.Range => new RangeCodec(type, modifier),
            PgTypeKind.Multirange => new MultirangeCodec(type, modifier),
            _ when type.Name.Schema == "pg_catalog" => BuiltIn(type, modifier),
            _ when type.Extension is not null => OfExtension(type, modifier),
            _ => AsText(type, modifier),
        };
    }

    static TypeCodec BuiltIn(PgType type, int modifier) => type.Name.Name switch
    {
        "bool" => new BooleanCodec(type, modifier),
        "int2" => new IntegerCodec<short>(type, modifier),
        "int4" => new IntegerCodec<int>(type, modifier),
        "int8" => new IntegerCodec<long>(type, modifier),
        "oid" or "xid" or "cid" => new IntegerCodec<uint>(type, modifier),
        "xid8" => new IntegerCodec<ulong>(type, modifier),
        "float4" => new SingleCodec(type, modifier),
        "float8" => new DoubleCodec(type, modifier),
        "numeric" => new NumericCodec(type, modifier),
        "money" => new MoneyCodec(type, modifier),
        "text" or "varchar" or "bpchar" or "name" => new TextCodec(type, modifier),
        "char" => new ByteCharacterCodec(type, modifier),
        "json" => new JsonCodec(type, modifier, isBinary: false),
        "jsonb" => new JsonCodec(type, modifier, isBinary: true),
        "jsonpath" => new TextCodec(type, modifier, FirstVersion),
        "xml" => new XmlCodec(type, modifier),
        "uuid" => new UuidCodec(type, modifier),
        "bytea" => new ByteaCodec(type, modifier),
        "bit" => new BitStringCodec(type, modifier, isVarying: false),
        "varbit" => new BitStringCodec(type, modifier, isVarying: true),
        "date" => new DateCodec(type, modifier),
        "time" => new TimeCodec(type, modifier),
        "timetz" => new ZonedTimeCodec(type, modifier),
        "timestamp" => new TimestampCodec(type, modifier, isUtc: false),
        "timestamptz" => new TimestampCodec(type, modifier, isUtc: true),
        "interval" => new IntervalCodec(type, modifier),
        "inet" => new AddressCodec(type, modifier, isNetwork: false),
        "cidr" => new AddressCodec(type, modifier, isNetwork: true),
        "macaddr" => new HardwareAddressCodec(type, modifier, MacSize),
        "macaddr8" => new HardwareAddressCodec(type, modifier, Mac8Size),
        _ => AsText(type, modifier),
    };

    static TypeCodec OfExtension(PgType type, int modifier) => (type.Extension, type.Name.Name) switch
    {
        ("citext", "citext") => new TextCodec(type, modifier),
        ("ltree", "ltree" or "lquery" or "ltxtquery") => new TextCodec(type, modifier, FirstVersion),
        ("hstore", "hstore") => new HstoreCodec(type, modifier),
        _ => AsText(type, modifier),
    };

    static TextCodec AsText(PgType type, int modifier) => new(type, modifier, encodes: false);
}
