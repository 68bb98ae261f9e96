namespace FraiseqlData.Schema;

/// <summary>Reads lengths, precisions and scales out of type modifiers; the layout is PostgreSQL's (<c>src/include/utils/*.h</c>, <c>numerictypmodin</c>).</summary>
static class TypeModifiers
{
    const int VarHeaderSize = 4;

    public static int? Length(Column column)
    {
        var (type, modifier) = Effective(column.Type, column.TypeModifier);
        return modifier < 0 ? null : type.Name.Name switch
        {
            "varchar" or "bpchar" => modifier - VarHeaderSize,
            "bit" or "varbit" => modifier,
            _ => null,
        };
    }

    public static int? Precision(Column column)
    {
        var (type, modifier) = Effective(column.Type, column.TypeModifier);
        return type.Name.Name == "numeric" ? NumericLimits(modifier)?.Precision : null;
    }

    public static int? Scale(Column column)
    {
        var (type, modifier) = Effective(column.Type, column.TypeModifier);
        return type.Name.Name == "numeric" ? NumericLimits(modifier)?.Scale : null;
    }

    /// <summary>The precision and scale in a numeric's modifier, null for none.</summary>
    public static (int Precision, int Scale)? NumericLimits(int modifier)
    {
        if (modifier < VarHeaderSize)
            return null;
        var packed = modifier - VarHeaderSize;
        // Since PostgreSQL 15 the scale is an 11-bit two's complement number.
        return ((packed >> 16) & 0xFFFF, ((packed & 0x7FF) ^ 1024) - 1024);
    }

    /// <summary>The base type below all domains with the modifier that is in force for it.</summary>
    public static (PgType Type, int Modifier) Effective(PgType type, int modifier)
    {
        while (type.Kind == PgTypeKind.Domain)
            (type, modifier) = (type.BaseType!, type.BaseTypeModifier);
        return (type, modifier);
    }
}
