using FraiseqlData.Schema;

namespace FraiseqlData.Constraints;

/// <summary>Checks of domains inside a column's type: of an array's elements, of a row type's fields.</summary>
static class NestedChecks
{
    /// <summary>The first domain inside the type whose checks narrowing does not settle, or null. Only the server can judge values of such a type.</summary>
    public static PgType? FirstOpen(PgType type, DateTime referenceDate) => type.Kind switch
    {
        PgTypeKind.Domain => FirstOpen(type.BaseType!, referenceDate),
        PgTypeKind.Array => OpenOrInside(type.Element!, referenceDate),
        PgTypeKind.Composite => type.Fields.Select(f => OpenOrInside(f.Type, referenceDate)).FirstOrDefault(t => t is not null),
        _ => null,
    };

    static PgType? OpenOrInside(PgType part, DateTime referenceDate) =>
        part.Kind == PgTypeKind.Domain && ConstraintAnalyzer.AnalyzeType(part, referenceDate) is var found && found.RowChecks.Count + found.ServerChecks.Count > 0
            ? part
            : FirstOpen(part, referenceDate);
}
