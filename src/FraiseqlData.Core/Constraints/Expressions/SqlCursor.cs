namespace FraiseqlData.Constraints.Expressions;

/// <summary>A place in a list of tokens.</summary>
sealed class SqlCursor(IReadOnlyList<SqlToken> tokens)
{
    int _position;

    public SqlToken Current => tokens[_position];

    public bool IsEnd => Current.Kind == SqlTokenKind.End;

    public SqlToken Peek(int distance) => tokens[Math.Min(_position + distance, tokens.Count - 1)];

    public void Advance(int count = 1) => _position = Math.Min(_position + count, tokens.Count - 1);

    public bool IsWord(string word, int distance = 0) => Peek(distance) is { Kind: SqlTokenKind.Word } t && t.Text == word;

    public bool IsPunctuation(string text, int distance = 0) => Peek(distance) is { Kind: SqlTokenKind.Punctuation } t && t.Text == text;

    public bool IsOperator(string text) => Current is { Kind: SqlTokenKind.Operator } t && t.Text == text;

    public bool TakeWord(string word) => Take(IsWord(word));

    public bool TakePunctuation(string text) => Take(IsPunctuation(text));

    public bool TakeOperator(string text) => Take(IsOperator(text));

    /// <summary>Takes the words where all of them follow.</summary>
    public bool TakeWords(params string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!IsWord(words[i], i))
                return false;
        }
        Advance(words.Length);
        return true;
    }

    /// <summary>Takes an identifier, quoted or not.</summary>
    public string? TakeName()
    {
        if (Current.Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName))
            return null;
        var name = Current.Text;
        Advance();
        return name;
    }

    bool Take(bool found)
    {
        if (found)
            Advance();
        return found;
    }
}
