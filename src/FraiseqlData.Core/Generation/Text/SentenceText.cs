namespace FraiseqlData.Generation.Text;

/// <summary>Sentences of one phrase from each of several lists. They may come twice, so they are not counted.</summary>
sealed class SentenceText(params IReadOnlyList<string>[] parts) : TextSpace
{
    public override ulong Count => 0;

    public override int Longest { get; } = parts.Sum(p => p.Max(w => w.Length) + 1);

    public override bool TakesNumbers => false;

    public override int NumberOverhead => 0;

    public override string Draw(ref CellRandom random)
    {
        var phrases = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            phrases[i] = parts[i][random.Next(parts[i].Count)];
        return string.Join(' ', phrases);
    }

    public override string At(ulong index, ref CellRandom random) => Draw(ref random);

    public override string Numbered(string text, ulong number) => throw new InvalidOperationException("A sentence alone takes no number.");
}
