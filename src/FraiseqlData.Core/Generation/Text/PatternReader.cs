using System.Globalization;
using Fare;

namespace FraiseqlData.Generation.Text;

/// <summary>
/// Reads a regular expression in PostgreSQL's dialect (advanced regular expressions) into an automaton over the text between
/// two marks, which <c>^</c> and <c>$</c> stand for. Back references are no regular language. Word boundaries, and looks around inside a
/// group, are passed over: the automaton then takes more texts than the pattern, and the check on the row has the last word.
/// </summary>
sealed class PatternReader
{
    /// <summary>Stands before the text.</summary>
    public const char Begin = '\u0002';

    /// <summary>Stands behind the text.</summary>
    public const char End = '\u0003';

    // Automata of larger repetitions grow beyond reason.
    const int MostRepeats = 1000;

    static readonly string[] WordBoundaries = ["\\m", "\\M", "\\y", "\\Y"];

    readonly string _text;
    bool _ignoreCase;
    int _at;
    int _depth;
    int _copies = 1;
    bool _takesMore;

    PatternReader(string regex, bool ignoreCase) => (_text, _ignoreCase) = (regex, ignoreCase);

    /// <summary>The characters that the pattern names one by one and that are neither letters nor digits.</summary>
    HashSet<char> Punctuation { get; } = [];

    /// <summary>The automaton of all marked texts in which the pattern is found, or null where the pattern is not understood.</summary>
    /// <param name="regex">The pattern.</param>
    /// <param name="ignoreCase">Whether case is ignored.</param>
    /// <param name="punctuation">Takes the punctuation that the pattern names.</param>
    /// <param name="mayTakeMore">Whether an automaton will do that takes some texts besides.</param>
    public static Automaton? Read(string regex, bool ignoreCase, ISet<char> punctuation, bool mayTakeMore = false)
    {
        var reader = new PatternReader(regex, ignoreCase);
        try
        {
            reader.Directives();
            var found = reader.Alternatives();
            if (reader._at < regex.Length || (reader._takesMore && !mayTakeMore))
                return null;
            punctuation.UnionWith(reader.Punctuation);
            return Join(BasicAutomata.MakeAnyString(), found, BasicAutomata.MakeAnyString());
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The automaton of all marked texts.</summary>
    public static Automaton Marked() =>
        Join(BasicAutomata.MakeChar(Begin), CharacterSet.AnyChar.ToAutomaton().Repeat(), BasicAutomata.MakeChar(End));

    static Automaton Join(params Automaton[] parts) => BasicOperations.Concatenate([.. parts]);

    void Directives()
    {
        if (_text.StartsWith("***:", StringComparison.Ordinal))
            _at = 4;
        while (_at + 2 < _text.Length && _text[_at] == '(' && _text[_at + 1] == '?' && char.IsAsciiLetterLower(_text[_at + 2]))
        {
            var end = _text.IndexOf(')', _at);
            if (end < 0)
                throw new NotSupportedException();
            foreach (var option in _text[(_at + 2)..end])
            {
                _ignoreCase = option switch { 'i' => true, 'c' => false, 's' or 't' or 'e' => _ignoreCase, _ => throw new NotSupportedException() };
            }
            _at = end + 1;
        }
    }

    Automaton Alternatives()
    {
        var branches = new List<Automaton> { Sequence() };
        while (Accept('|'))
            branches.Add(Sequence());
        return branches.Count == 1 ? branches[0] : BasicOperations.Union(branches);
    }

    Automaton Sequence()
    {
        var parts = new List<Automaton>();
        while (_at < _text.Length && _text[_at] is not ('|' or ')'))
        {
            if (Accept("(?<=") || Accept("(?<!") || (_depth > 0 && (Accept("(?=") || Accept("(?!"))))
                PassOver();
            else if (Accept("(?=") || Accept("(?!"))
                return Join([.. parts, LookAhead(_text[_at - 1] == '!')]);
            else if (WordBoundaries.Any(Accept))
                _takesMore = true;
            else
                parts.Add(Quantified());
        }
        return parts.Count switch { 0 => BasicAutomata.MakeEmptyString(), 1 => parts[0], _ => Join([.. parts]) };
    }

    void PassOver()
    {
        _ = Group();
        _takesMore = true;
    }

    /// <summary>What follows must also (not) start with what the parentheses hold. Only where nothing else follows the sequence.</summary>
    Automaton LookAhead(bool negative)
    {
        var ahead = Join(Group(), BasicAutomata.MakeAnyString());
        var rest = Join(Sequence(), BasicAutomata.MakeAnyString());
        return (negative ? ahead.Complement() : ahead).Intersection(rest);
    }

    Automaton Group()
    {
        _depth++;
        var inner = Alternatives();
        if (!Accept(')'))
            throw new NotSupportedException();
        _depth--;
        return inner;
    }

    Automaton Quantified()
    {
        var atom = Atom();
        while (_at < _text.Length)
        {
            if (Accept('*'))
                atom = atom.Repeat();
            else if (Accept('+'))
                atom = atom.Repeat(1);
            else if (Accept('?'))
                atom = atom.Optional();
            else if (_text[_at] == '{' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))
                atom = Counted(atom);
            else
                break;
            Accept('?');
        }
        return atom;
    }

    Automaton Counted(Automaton atom)
    {
        _at++;
        var least = Number();
        var most = Accept(',') ? (_text[_at] == '}' ? -1 : Number()) : least;
        if (!Accept('}') || (_copies *= Math.Max(1, Math.Max(least, most))) > MostRepeats)
            throw new NotSupportedException();
        _copies = Math.Max(1, _copies / Math.Max(1, Math.Max(least, most)));
        return most < 0 ? atom.Repeat(least) : most == 0 ? BasicAutomata.MakeEmptyString() : atom.Repeat(least, most);
    }

    Automaton Atom()
    {
        var c = _text[_at++];
        switch (c)
        {
            case '(':
                if (Accept('?') && !Accept(':'))
                    throw new NotSupportedException();
                return Group();
            case '[':
                return CharacterSet.ReadBrackets(_text, ref _at, _ignoreCase, Punctuation).ToAutomaton();
            case '.':
                return CharacterSet.AnyChar.ToAutomaton();
            case '^':
                return BasicAutomata.MakeChar(Begin);
            case '$':
                return BasicAutomata.MakeChar(End);
            case '*' or '+' or '?':
                throw new NotSupportedException();
            case '\\':
                return Escape();
            default:
                return Literal(c);
        }
    }

    Automaton Escape()
    {
        if (_at >= _text.Length)
            throw new NotSupportedException();
        var c = _text[_at];
        if (c is 'A' or 'Z')
        {
            _at++;
            return BasicAutomata.MakeChar(c == 'A' ? Begin : End);
        }
        return CharacterSet.ReadEscape(_text, ref _at) is { } set ? set.ToAutomaton() : Literal(CharacterSet.ReadCharEscape(_text, ref _at));
    }

    Automaton Literal(char c)
    {
        if (!char.IsLetterOrDigit(c))
            Punctuation.Add(c);
        return CharacterSet.Of(c, _ignoreCase).ToAutomaton();
    }

    int Number()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        return int.TryParse(_text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostRepeats
            ? number
            : throw new NotSupportedException();
    }

    bool Accept(char c)
    {
        if (_at >= _text.Length || _text[_at] != c)
            return false;
        _at++;
        return true;
    }

    bool Accept(string s)
    {
        if (string.CompareOrdinal(_text, _at, s, 0, s.Length) != 0)
            return false;
        _at += s.Length;
        return true;
    }
}
