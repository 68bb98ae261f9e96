namespace FraiseqlData.Generation.Text;

/// <summary>The lengths that a column takes.</summary>
/// <param name="Min">The least number of characters.</param>
/// <param name="Max">The greatest number of characters, <see cref="int.MaxValue"/> for any.</param>
readonly record struct TextRoom(int Min, int Max);
