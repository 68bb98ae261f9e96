using System.Globalization;
using Fare;
using FraiseqlData.Constraints.Evaluation;

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

    const int MostDepth = 200;

    static readonly string[] WordBoundaries = ["\\m", "\\M", "\\y", "\\Y"];

    readonly string _text;
    bool _ignoreCase;
    int _at;
    int _depth;
    bool _failed;
    bool _takesMore;

    PatternReader(string regex, bool ignoreCase) => (_text, _ignoreCase) = (regex, ignoreCase);

    /// <summary>The characters that the pattern names one by one.</summary>
    HashSet<char> Punctuation { get; } = [];

    /// <summary>The automaton of all marked texts in which the pattern is found, or null where the pattern is not understood.</summary>
    /// <param name="regex">The pattern.</param>
    /// <param name="ignoreCase">Whether case is ignored.</param>
    /// <param name="punctuation">Takes the punctuation that the pattern names.</param>
    /// <param name="mayTakeMore">Whether an automaton will do that takes some texts besides.</param>
    public static Automaton? Read(string regex, bool ignoreCase, ISet<char> punctuation, bool mayTakeMore = false)
    {
        var reader = new PatternReader(regex, ignoreCase);
        reader.Directives();
        var found = reader.Alternatives();
        if (reader._failed || reader._at < regex.Length || (reader._takesMore && !mayTakeMore))
            return null;
        punctuation.UnionWith(reader.Punctuation.Where(c => !char.IsLetterOrDigit(c)));
        return BoundedAutomata.Determinize(Join(BasicAutomata.MakeAnyString(), found, BasicAutomata.MakeAnyString()));
    }

    /// <summary>The automaton of all marked texts.</summary>
    public static Automaton Marked() =>
        Join(BasicAutomata.MakeChar(Begin), Of(CharacterSet.AnyChar).Repeat(), BasicAutomata.MakeChar(End));

    static Automaton Join(params Automaton[] parts) => BasicOperations.Concatenate([.. parts]);

    /// <summary>Notes that the pattern is not understood; what is read then does not count.</summary>
    Automaton Fail()
    {
        _failed = true;
        _at = _text.Length;
        return BasicAutomata.MakeEmpty();
    }

    static Automaton Of(CharacterSet set) => BasicOperations.Union([.. set.Ranges.SelectMany(Unmarked).Select(r => BasicAutomata.MakeCharRange(r.From, r.To))]);

    /// <summary>The range without the marks, which belong to no set.</summary>
    static IEnumerable<(char From, char To)> Unmarked((char From, char To) range)
    {
        if (range.From < Begin)
            yield return (range.From, (char)Math.Min((int)range.To, Begin - 1));
        if (range.To > End)
            yield return ((char)Math.Max((int)range.From, End + 1), range.To);
    }

    void Directives()
    {
        if (_text.StartsWith("***:", StringComparison.Ordinal))
            _at = 4;
        while (_at + 2 < _text.Length && _text[_at] == '(' && _text[_at + 1] == '?' && char.IsAsciiLetterLower(_text[_at + 2]))
        {
            var end = _text.IndexOf(')', _at);
            if (end < 0)
            {
                _ = Fail();
                return;
            }
            foreach (var option in _text[(_at + 2)..end])
            {
                _failed |= option is not ('i' or 'c' or 's' or 't' or 'e');
                _ignoreCase = option is 'i' || (_ignoreCase && option is not 'c');
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
        var ahead = BoundedAutomata.Determinize(Join(Group(), BasicAutomata.MakeAnyString()));
        var rest = BoundedAutomata.Determinize(Join(Sequence(), BasicAutomata.MakeAnyString()));
        return ahead is null || rest is null ? Fail() : BoundedAutomata.Intersect(negative ? ahead.Complement() : ahead, rest) ?? Fail();
    }

    Automaton Group()
    {
        if (++_depth > MostDepth)
            return Fail();
        var inner = Alternatives();
        _depth--;
        return Accept(')') ? inner : Fail();
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
        var most = Accept(',') ? (_at < _text.Length && _text[_at] == '}' ? -1 : Number()) : least;
        if (!Accept('}') || least < 0 || (most >= 0 && most < least) || !BoundedAutomata.MayRepeat(atom, Math.Max(least, most)))
            return Fail();
        return most < 0 ? atom.Repeat(least) : most == 0 ? BasicAutomata.MakeEmptyString() : atom.Repeat(least, most);
    }

    Automaton Atom()
    {
        var c = _text[_at++];
        switch (c)
        {
            case '(':
                return Accept('?') && !Accept(':') ? Fail() : Group();
            case '[':
                return CharacterSet.ReadBrackets(_text, ref _at, _ignoreCase, refused: null, Punctuation) is { } set ? Of(set) : Fail();
            case '.':
                return Of(CharacterSet.AnyChar);
            case '^':
                return BasicAutomata.MakeChar(Begin);
            case '$':
                return BasicAutomata.MakeChar(End);
            case '*' or '+' or '?':
                return Fail();
            case '\\':
                return Escape();
            default:
                return Literal(c);
        }
    }

    Automaton Escape()
    {
        if (_at >= _text.Length)
            return Fail();
        var c = _text[_at];
        if (c is 'A' or 'Z')
        {
            _at++;
            return BasicAutomata.MakeChar(c == 'A' ? Begin : End);
        }
        return CharacterSet.ReadClassEscape(_text, ref _at) is { } set ? Of(set)
            : CharacterSet.ReadEscape(_text, ref _at) is { } literal ? Literal(literal) : Fail();
    }

    Automaton Literal(char c)
    {
        Punctuation.Add(c);
        return Of(CharacterSet.Of(c, _ignoreCase));
    }

    /// <summary>A number, -1 where there is none.</summary>
    int Number()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        return int.TryParse(_text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
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
