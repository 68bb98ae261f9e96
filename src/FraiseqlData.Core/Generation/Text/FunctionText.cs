namespace FraiseqlData.Generation.Text;

/// <summary>Texts that a function numbers; different numbers give different texts.</summary>
/// <param name="at">The function.</param>
/// <param name="count">How many numbers it takes.</param>
/// <param name="natural">How many of them, from 0, are drawn.</param>
/// <param name="shortest">The length of the shortest text.</param>
/// <param name="longest">The length of the longest text.</param>
sealed class FunctionText(Func<ulong, string> at, ulong count, ulong natural, int shortest, int longest) : TextSpace
{
    public override ulong Count => count;

    public override int Shortest => shortest;

    public override int Longest => longest;

    public override bool TakesNumbers => false;

    public override int NumberOverhead => 0;

    public override string Draw(ref CellRandom random) => at(random.Next(natural));

    public override string At(ulong index, ref CellRandom random) => at(index);

    public override string Numbered(string text, ulong number) => throw new InvalidOperationException("The text takes no number.");
}
