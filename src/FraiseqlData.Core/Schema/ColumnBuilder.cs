namespace FraiseqlData.Schema;

/// <summary>Puts columns together with their types and the sequences that feed them.</summary>
sealed class ColumnBuilder(CatalogRows rows)
{
    readonly TypeBuilder _types = new(rows);
    readonly ILookup<(uint, short), SequenceRow> _sequences = rows.Sequences.ToLookup(s => (s.Relation, s.Position));
    readonly Dictionary<(uint, string), short> _positions = rows.Columns.ToDictionary(c => (c.Relation, c.Name), c => c.Position);
    readonly Dictionary<uint, uint> _partitionOf = rows.Parents.Where(p => p.IsPartition).ToDictionary(p => p.Relation, p => p.Parent);

    /// <summary>The column, or null where its type was dropped during the read.</summary>
    public Column? Build(ColumnRow row)
    {
        if (_types.Find(row.Type) is not { } type)
            return null;
        var generated = row.Generated switch { "s" => GeneratedKind.Stored, "v" => GeneratedKind.Virtual, _ => GeneratedKind.None };
        return new()
        {
            Name = row.Name,
            Position = row.Position,
            Type = type,
            TypeModifier = row.TypeModifier,
            SqlType = row.SqlType,
            Dimensions = row.Dimensions,
            NotNull = row.NotNull || RefusesNull(type),
            Default = generated == GeneratedKind.None ? row.Default : null,
            Identity = row.Identity switch { "a" => IdentityKind.Always, "d" => IdentityKind.ByDefault, _ => IdentityKind.None },
            Generated = generated,
            GenerationExpression = generated == GeneratedKind.None ? null : row.Default,
            Sequence = SequenceOf(row, type),
            Collation = row.Collation is null ? null : new(row.CollationSchema!, row.Collation),
            IsCollationDeterministic = row.IsCollationDeterministic,
            Comment = row.Comment,
            CanInsert = row.CanInsert,
            CanSelect = row.CanSelect,
        };
    }

    Sequence? SequenceOf(ColumnRow row, PgType type)
    {
        if (row.Identity.Length > 0)
            return IdentitySequence(row.Relation, row.Position, row.Name);
        if (!IsNextval(row.Default) || type.Underlying.Name is not { Schema: "pg_catalog", Name: "int2" or "int4" or "int8" or "numeric" })
            return null;
        return _sequences[(row.Relation, row.Position)].Where(s => !s.IsIdentity).Select(Build).FirstOrDefault();
    }

    // From PostgreSQL 17 a partition has its parent's identity, and only the topmost table owns the sequence.
    Sequence? IdentitySequence(uint relation, short position, string column)
    {
        while (true)
        {
            if (_sequences[(relation, position)].FirstOrDefault(s => s.IsIdentity) is { } row)
                return Build(row);
            if (!_partitionOf.TryGetValue(relation, out relation) || !_positions.TryGetValue((relation, column), out position))
                return null;
        }
    }

    static Sequence Build(SequenceRow row) => new()
    {
        Name = new(row.Schema, row.Name),
        Increment = row.Increment,
        MinValue = row.MinValue,
        MaxValue = row.MaxValue,
        Start = row.Start,
        Cycles = row.Cycles,
        IsOwner = row.IsOwner,
        CanUse = row.CanUse,
        CanUpdate = row.CanUpdate,
    };

    // Any operator or function around nextval is deparsed outside of this shape, so both ends tell enough; a cast adds its parentheses.
    static bool IsNextval(string? expression) => expression is not null
        && (IsCall(expression) || (expression.StartsWith('(') && expression.LastIndexOf(")::", StringComparison.Ordinal) is var end and > 0
            && IsCall(expression[1..end])));

    static bool IsCall(string expression) => expression.StartsWith("nextval('", StringComparison.Ordinal)
        && expression.EndsWith("'::regclass)", StringComparison.Ordinal);

    static bool RefusesNull(PgType type) => type.Kind == PgTypeKind.Domain && (type.NotNull || RefusesNull(type.BaseType!));
}
