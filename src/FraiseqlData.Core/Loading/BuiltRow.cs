using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>A row that was made but not written.</summary>
/// <param name="Table">The table that it is for.</param>
/// <param name="Row">Its values.</param>
public sealed record BuiltRow(QualifiedName Table, SeededRow Row);
