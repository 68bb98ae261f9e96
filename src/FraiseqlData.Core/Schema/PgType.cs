namespace FraiseqlData.Schema;

/// <summary>What kind of type a <see cref="PgType"/> is (<c>pg_type.typtype</c>; arrays are told apart by their element).</summary>
public enum PgTypeKind
{
    /// <summary>A base type such as <c>int4</c>.</summary>
    Base,
    /// <summary>A domain over another type.</summary>
    Domain,
    /// <summary>An enum with labels.</summary>
    Enum,
    /// <summary>A row type with fields.</summary>
    Composite,
    /// <summary>An array of another type.</summary>
    Array,
    /// <summary>A range over a subtype.</summary>
    Range,
    /// <summary>A multirange over a range.</summary>
    Multirange,
    /// <summary>A pseudo-type; no column of a table has one.</summary>
    Pseudo,
}

/// <summary>A PostgreSQL type with everything it is built from.</summary>
public sealed class PgType
{
    /// <summary><c>pg_type.oid</c>.</summary>
    public required uint Oid { get; init; }

    /// <summary>The catalog name, for example <c>pg_catalog.int4</c>.</summary>
    public required QualifiedName Name { get; init; }

    /// <summary>What kind of type this is.</summary>
    public required PgTypeKind Kind { get; init; }

    /// <summary>The type as SQL without modifiers and fully qualified where needed (<c>format_type(oid, -1)</c> under <c>search_path = pg_catalog</c>); safe in a cast, which never shortens a value.</summary>
    public required string SqlName { get; init; }

    /// <summary><c>pg_type.typcategory</c>.</summary>
    public char Category { get; init; }

    /// <summary>Domain: the type directly below it. Otherwise null.</summary>
    public PgType? BaseType { get; init; }

    /// <summary>Domain: the modifier that it gives its base type (<c>typtypmod</c>), -1 for none.</summary>
    public int BaseTypeModifier { get; init; } = -1;

    /// <summary>Domain: array dimensions of the base type (<c>typndims</c>), 0 for none.</summary>
    public int BaseDimensions { get; init; }

    /// <summary>Array: its element. Range: its subtype. Multirange: its range. Otherwise null.</summary>
    public PgType? Element { get; init; }

    /// <summary>Enum: the labels in sort order. Otherwise empty.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Composite: the fields in order. Otherwise empty.</summary>
    public IReadOnlyList<CompositeField> Fields { get; init; } = [];

    /// <summary>Domain: its own CHECK constraints (not those of the domain below it). Otherwise empty.</summary>
    public IReadOnlyList<CheckConstraint> Checks { get; init; } = [];

    /// <summary>Domain: whether it is NOT NULL.</summary>
    public bool NotNull { get; init; }

    /// <summary>Domain: its default as deparsed SQL, or null.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the server can read the type's binary form (<c>typreceive</c> is set, for its parts too).</summary>
    public bool HasBinaryInput { get; init; } = true;

    /// <summary>The extension that owns the type, or null.</summary>
    public string? Extension { get; init; }

    /// <summary>The type below all domains, this type itself for any other.</summary>
    public PgType Underlying => Kind == PgTypeKind.Domain ? BaseType!.Underlying : this;

    /// <summary>The type's <see cref="SqlName"/>.</summary>
    public override string ToString() => SqlName;
}

/// <summary>A field of a composite type.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Type">The field's type.</param>
/// <param name="TypeModifier">The type's modifier (<c>atttypmod</c>), -1 for none.</param>
public sealed record CompositeField(string Name, PgType Type, int TypeModifier);
