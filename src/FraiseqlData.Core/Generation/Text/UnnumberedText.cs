namespace FraiseqlData.Generation.Text;

/// <summary>The texts of another space as they are, without numbers.</summary>
/// <param name="texts">The space; its texts can be counted.</param>
sealed class UnnumberedText(TextSpace texts) : TextSpace
{
    public override ulong Count => texts.Count;

    public override int Shortest => texts.Shortest;

    public override int Longest => texts.Longest;

    public override bool TakesNumbers => false;

    public override int NumberOverhead => 0;

    public override string Draw(ref CellRandom random) => texts.Draw(ref random);

    public override string At(ulong index, ref CellRandom random) => texts.At(index, ref random);

    public override string Numbered(string text, ulong number) => throw new InvalidOperationException("The text takes no number.");
}
