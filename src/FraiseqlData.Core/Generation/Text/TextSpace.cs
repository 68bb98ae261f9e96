namespace FraiseqlData.Generation.Text;

/// <summary>A space of natural texts: they can be drawn, most can be counted, and each can be told apart from its likes by a number.</summary>
abstract class TextSpace
{
    /// <summary>How many texts can be reached by <see cref="At"/>; 0 where they cannot be counted. All are different, ignoring case and accents.</summary>
    public abstract ulong Count { get; }

    /// <summary>Whether there is no text at all.</summary>
    public virtual bool IsEmpty => false;

    /// <summary>The length of the shortest text, where it is known.</summary>
    public virtual int Shortest => Longest;

    /// <summary>The length of the longest text, where it is known.</summary>
    public abstract int Longest { get; }

    /// <summary>Whether <see cref="Numbered"/> works.</summary>
    public virtual bool TakesNumbers => true;

    /// <summary>How many characters a number takes besides its digits.</summary>
    public abstract int NumberOverhead { get; }

    /// <summary>Draws a text.</summary>
    public abstract string Draw(ref CellRandom random);

    /// <summary>The text of that index, or any text (drawn) where texts cannot be counted.</summary>
    public abstract string At(ulong index, ref CellRandom random);

    /// <summary>The text with a number in it: different for each pair of text and number, and no text of the space itself.</summary>
    public abstract string Numbered(string text, ulong number);
}
