using FraiseqlData.Constraints.Expressions;
using FraiseqlData.Schema;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>How values of a type are represented and compared during evaluation.</summary>
enum SqlKind
{
    /// <summary>bool.</summary>
    Bool,
    /// <summary>long, within 16 bits.</summary>
    Int2,
    /// <summary>long, within 32 bits.</summary>
    Int4,
    /// <summary>long.</summary>
    Int8,
    /// <summary>decimal.</summary>
    Numeric,
    /// <summary>decimal of two places; it only compares.</summary>
    Money,
    /// <summary>double that a float holds.</summary>
    Float4,
    /// <summary>double.</summary>
    Float8,
    /// <summary>string.</summary>
    Text,
    /// <summary>string whose trailing spaces do not count.</summary>
    PaddedText,
    /// <summary>string without regard to case.</summary>
    CaselessText,
    /// <summary>string, one of the labels.</summary>
    Enum,
    /// <summary>DateTime at midnight.</summary>
    Date,
    /// <summary>TimeOnly.</summary>
    Time,
    /// <summary>DateTime, local to nowhere.</summary>
    Timestamp,
    /// <summary>DateTime in UTC.</summary>
    TimestampTz,
    /// <summary>IntervalValue.</summary>
    Interval,
    /// <summary>Guid.</summary>
    Uuid,
    /// <summary>JsonNode, or <see cref="JsonNull"/>.</summary>
    Json,
    /// <summary>byte[].</summary>
    Bytes,
    /// <summary>string of 0s and 1s.</summary>
    Bits,
    /// <summary>SqlArray.</summary>
    Array,
    /// <summary>SqlRange.</summary>
    Range,
    /// <summary>object?[] by field.</summary>
    Composite,
    /// <summary>Anything else: only whether it is NULL is known.</summary>
    Other,
}

/// <summary>Under which rules text is compared.</summary>
enum TextOrder
{
    /// <summary>A collation that is not known here: equal means equal bytes, the order is unknown.</summary>
    Unknown,
    /// <summary>By bytes.</summary>
    Bytes,
    /// <summary>Different bytes may be equal.</summary>
    Nondeterministic,
}

/// <summary>A type during evaluation.</summary>
sealed record SqlType(SqlKind Kind)
{
    /// <summary>Array: its element. Range: its subtype.</summary>
    public SqlType? Element { get; init; }

    /// <summary>Enum: its labels. Composite: its field names.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Composite: its fields' types.</summary>
    public IReadOnlyList<SqlType> Fields { get; init; } = [];

    /// <summary>Under which rules text is compared.</summary>
    public TextOrder Order { get; init; }

    /// <summary>The length of char, varchar and bit, the precision of numeric, the fractional digits of times; -1 for none.</summary>
    public int Length { get; init; } = -1;

    /// <summary>The scale of numeric.</summary>
    public int Scale { get; init; }

    /// <summary>Whether values are whole numbers.</summary>
    public bool IsInteger => Kind is SqlKind.Int2 or SqlKind.Int4 or SqlKind.Int8;

    public bool IsFloat => Kind is SqlKind.Float4 or SqlKind.Float8;

    public bool IsNumber => IsInteger || IsFloat || Kind == SqlKind.Numeric;

    public bool IsText => Kind is SqlKind.Text or SqlKind.PaddedText or SqlKind.CaselessText;

    public bool IsMoment => Kind is SqlKind.Date or SqlKind.Timestamp or SqlKind.TimestampTz;

    public static SqlType Bool { get; } = new(SqlKind.Bool);

    public static SqlType Int4 { get; } = new(SqlKind.Int4);

    public static SqlType Int8 { get; } = new(SqlKind.Int8);

    public static SqlType Numeric { get; } = new(SqlKind.Numeric);

    public static SqlType Float8 { get; } = new(SqlKind.Float8);

    public static SqlType Text { get; } = new(SqlKind.Text);

    public static SqlType Date { get; } = new(SqlKind.Date);

    public static SqlType Time { get; } = new(SqlKind.Time);

    public static SqlType Timestamp { get; } = new(SqlKind.Timestamp);

    public static SqlType TimestampTz { get; } = new(SqlKind.TimestampTz);

    public static SqlType Interval { get; } = new(SqlKind.Interval);

    public static SqlType Json { get; } = new(SqlKind.Json);

    public static SqlType Other { get; } = new(SqlKind.Other);

    /// <summary>The built-in type of a catalog name, or null.</summary>
    public static SqlType? BuiltIn(string name) => name switch
    {
        "bool" => Bool,
        "int2" => new(SqlKind.Int2),
        "int4" => Int4,
        "int8" => Int8,
        "numeric" => Numeric,
        "money" => new(SqlKind.Money) { Length = 19, Scale = 2 },
        "float4" => new(SqlKind.Float4),
        "float8" => Float8,
        "text" or "varchar" => Text,
        "name" => Text with { Order = TextOrder.Bytes },
        "char" => Text with { Order = TextOrder.Bytes, Length = 1 },
        "bpchar" => new(SqlKind.PaddedText),
        "date" => Date,
        "time" => Time,
        "timestamp" => Timestamp,
        "timestamptz" => TimestampTz,
        "interval" => Interval,
        "uuid" => new(SqlKind.Uuid),
        "json" or "jsonb" => Json,
        "bytea" => new(SqlKind.Bytes),
        "bit" or "varbit" => new(SqlKind.Bits),
        "int4range" => new(SqlKind.Range) { Element = Int4 },
        "int8range" => new(SqlKind.Range) { Element = Int8 },
        "numrange" => new(SqlKind.Range) { Element = Numeric },
        "daterange" => new(SqlKind.Range) { Element = Date },
        "tsrange" => new(SqlKind.Range) { Element = Timestamp },
        "tstzrange" => new(SqlKind.Range) { Element = TimestampTz },
        _ => null,
    };

    public static SqlType Of(Column column)
    {
        var type = Of(column.Type, column.TypeModifier);
        if (!type.IsText)
            return type;
        var order = !column.IsCollationDeterministic ? TextOrder.Nondeterministic
            : column.Collation is { Schema: "pg_catalog", Name: var name } ? OrderOf(name) : type.Order;
        return type with { Order = order };
    }

    public static TextOrder OrderOf(string collation) => collation is "C" or "POSIX" or "ucs_basic" ? TextOrder.Bytes : TextOrder.Unknown;

    /// <summary>The type of a catalog type under a modifier, below all domains.</summary>
    public static SqlType Of(PgType type, int modifier)
    {
        (type, modifier) = TypeModifiers.Effective(type, modifier);
        switch (type.Kind)
        {
            case PgTypeKind.Enum:
                return new SqlType(SqlKind.Enum) { Labels = type.Labels };
            case PgTypeKind.Array:
                return new SqlType(SqlKind.Array) { Element = Of(type.Element!, modifier) };
            case PgTypeKind.Range:
                return new SqlType(SqlKind.Range) { Element = Of(type.Element!, -1) };
            case PgTypeKind.Composite:
                return new SqlType(SqlKind.Composite)
                {
                    Labels = [.. type.Fields.Select(f => f.Name)],
                    Fields = [.. type.Fields.Select(f => Of(f.Type, f.TypeModifier))],
                };
        }
        if (type.Name.Name == "citext")
            return new SqlType(SqlKind.CaselessText);
        if (type.Name.Schema != "pg_catalog" || BuiltIn(type.Name.Name) is not { } found)
            return Other;
        if (modifier < 0)
            return found;
        // The layout of modifiers: see TypeModifiers.
        return type.Name.Name switch
        {
            "varchar" or "bpchar" => found with { Length = modifier - 4 },
            "bit" or "varbit" or "time" or "timestamp" or "timestamptz" => found with { Length = modifier },
            "numeric" when modifier >= 4 =>
                found with { Length = ((modifier - 4) >> 16) & 0xFFFF, Scale = (((modifier - 4) & 0x7FF) ^ 1024) - 1024 },
            _ => found,
        };
    }

    /// <summary>The type that a cast names, or null where it is not known here.</summary>
    public static SqlType? Of(SqlTypeName name, IReadOnlyDictionary<QualifiedName, PgType> types)
    {
        var type = name.Schema is null ? BuiltIn(name.Name) : types.TryGetValue(new QualifiedName(name.Schema, name.Name), out var user)
            ? Of(user, -1)
            : name.Name == "citext" ? new SqlType(SqlKind.CaselessText) : null;
        if (type is null)
            return null;
        if (name.Modifiers.Count > 0)
        {
            if (type.Kind == SqlKind.Interval)
                return null;
            type = type with { Length = name.Modifiers[0], Scale = name.Modifiers.Count > 1 ? name.Modifiers[1] : 0 };
        }
        else if (name.Name == "bpchar" && name.Schema is null)
        {
            type = type with { Length = -1 };
        }
        return name.Dimensions > 0 ? new SqlType(SqlKind.Array) { Element = type } : type;
    }
}
