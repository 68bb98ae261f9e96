namespace FraiseqlData.Generation.Rules;

/// <summary>What a column's name says it holds.</summary>
/// <param name="Role">The generator that a rule names for it.</param>
/// <param name="Qualifier">The words of the name that tell it from its likes: <c>billing</c> of <c>billing_city</c>; empty for none.</param>
readonly record struct ColumnMeaning(string Role, string Qualifier);
