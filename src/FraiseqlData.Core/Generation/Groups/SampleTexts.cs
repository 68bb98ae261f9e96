using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Looks at what a source gives, for columns of few words.</summary>
static class SampleTexts
{
    const int Samples = 64;

    /// <summary>Texts that a source gives, each once; none where it gives other values.</summary>
    public static IReadOnlyList<string> Of(ValueSource source, TypeCodec codec)
    {
        var cell = codec.CreateVector(1);
        var batch = new RowBatch([], 1);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Samples; i++)
        {
            source.Write(cell, 0, CellRandom.For(0, i), new CellContext(batch, 0));
            if (cell.GetValue(0) is string text)
                _ = texts.Add(text);
        }
        return [.. texts];
    }
}
