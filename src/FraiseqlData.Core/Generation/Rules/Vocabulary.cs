using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Rules;

/// <summary>The words that names of columns and tables are made of, to take apart what is written in one run of small letters (<c>daystomanufacture</c>).</summary>
static class Vocabulary
{
    const int ShortestName = 6;
    const int ShortestRuleWord = 4;

    // Words of three letters and fewer are everywhere inside of others: only these count.
    const string Short = "act|age|hrs|ytd|amt|avg|bin|box|cap|car|cpu|css|day|dob|due|end|fax|fee|job|key|lat|lng|max|min|mpn|net|num|pay|pct|per|qty|ref|sku|sum|tag|tax|tel|upc|uri|url|vat|vin|web|zip";

    // Where they may stand in a name of several words.
    static readonly HashSet<string> Last = Set("id|at|on|by|no|nr|ip");
    static readonly HashSet<string> Middle = Set("to|of|in|on|or|id");
    static readonly HashSet<string> First = Set("is|has|fk|pk|my|to");

    // Words that rules do not have, or that would be taken for two.
    const string Further = "actual|additional|alias|approval|approved|archive|assembly|authorship|average|background|birth|bool|boolean|bookmark|business|cancel|carrier|check|closed|component|confirmed|connection|copyright|current"
        + "|customer|database|dealer|deleted|demographics|department|diagram|discontinued|email|employee|enabled|entity|exchange|expected|finished|first|flag|frequency|from|goods|gross|group|header|height|history"
        + "|hold|holiday|hour|house|illustration|import|income|internship|invoice|issue|item|landmark|large|last|lead|leadership|leave|letter|line|list|local|make|manufacture|marital|mark|materials|maximum|measure"
        + "|media|method|middle|minimum|missing|modified|money|national|newsletter|next|node|office|online|open|opening|operation|order|ordered|original|other|owner|ownership|parent|partner|partnership|payroll"
        + "|person|photo|picked|planned|pledge|posted|preferred|previous|primary|print|process|promotion|purchase|purchasing|quota|rank|received|receipt|record|rejected|relationship|rental|replacement|request"
        + "|required|reserved|resource|resume|returned|review|revision|routing|salaried|sales|salesperson|schedule|scheduled|scholarship|scrap|scrapped|secondary|sell|service|shelf|shift|ship|shipped|shopping|short"
        + "|sick|small|special|sponsorship|standard|start|stocked|style|supplier|survey|territory|thumbnail|total|trademark|transfer|type|under|units|update|upper|used|user|vacation|value|valid|vendor|weekend|work|year";

    static readonly HashSet<string> Words =
    [
        .. NameRules.All.SelectMany(r => new[] { r.Names, r.Of ?? "" }).SelectMany(n => n.Split('|', ' ', '=')).Where(w => w.Length >= ShortestRuleWord && w.All(char.IsAsciiLetterLower)),
        .. Set(Short), .. Set(Further),
    ];

    /// <summary>The words of a run of small letters, as few as possible; the run alone where it is a word, or cannot be taken apart without a rest.</summary>
    public static IReadOnlyList<string> Split(string run)
    {
        if (run.Length < ShortestName || IsWord(run) || !run.All(char.IsAsciiLetterLower))
            return [run];
        // By the end of each piece: how few pieces there are, and where the last one starts.
        var best = new (int Count, int Start)[run.Length + 1];
        for (var end = 1; end <= run.Length; end++)
        {
            best[end] = (int.MaxValue, 0);
            for (var start = 0; start < end; start++)
            {
                if ((start == 0 || best[start].Count is > 0 and < int.MaxValue) && best[start].Count + 1 < best[end].Count && IsPiece(run, start, end))
                    best[end] = (best[start].Count + 1, start);
            }
        }
        if (best[run.Length].Count == int.MaxValue)
            return [run];
        var words = new List<string>();
        for (var end = run.Length; end > 0; end = best[end].Start)
            words.Insert(0, run[best[end].Start..end]);
        return words;
    }

    static bool IsPiece(string run, int start, int end)
    {
        if (start == 0 && end == run.Length)
            return false;
        var piece = run[start..end];
        return IsWord(piece) || (start == 0 ? First : end == run.Length ? Last : Middle).Contains(piece);
    }

    static bool IsWord(string word) => Words.Contains(word) || (word.Length > ShortestRuleWord && Words.Contains(Nouns.Singular(word)));

    static HashSet<string> Set(string words) => new(words.Split('|'), StringComparer.Ordinal);
}
