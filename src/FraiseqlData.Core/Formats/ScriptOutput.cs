using System.Text;

namespace FraiseqlData.Formats;

/// <summary>Collects a script's text and passes it on in large pieces. Lines end with a line feed on every system.</summary>
sealed class ScriptOutput(TextWriter writer)
{
    const int Limit = 1 << 16;

    /// <summary>The text that was not passed on yet.</summary>
    public StringBuilder Text { get; } = new(Limit + (Limit >> 2));

    /// <summary>Appends a comment of one line.</summary>
    public void Comment(string text)
    {
        // A name with a line end would put its rest outside of the comment, for psql to run.
        _ = Text.Append("-- ").Append(string.Concat(text.Select(c => char.IsControl(c) ? '?' : c))).Append('\n');
    }

    /// <summary>Appends a line.</summary>
    public void Line(string text = "") => _ = Text.Append(text).Append('\n');

    /// <summary>Passes the text on when there is much of it.</summary>
    public ValueTask FlushIfFullAsync(CancellationToken cancellationToken) => Text.Length < Limit ? default : new ValueTask(PassOnAsync(cancellationToken));

    /// <summary>Passes all of the text on.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await PassOnAsync(cancellationToken).ConfigureAwait(false);
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    async Task PassOnAsync(CancellationToken cancellationToken)
    {
        await writer.WriteAsync(Text, cancellationToken).ConfigureAwait(false);
        _ = Text.Clear();
    }
}
