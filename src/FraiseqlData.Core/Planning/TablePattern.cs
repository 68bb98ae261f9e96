using System.IO.Enumeration;
using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>
/// A table name as people write it: an optional schema, a dot, a name; <c>*</c> and <c>?</c> are wildcards;
/// double quotes protect dots and wildcards, a doubled quote inside them stands for one.
/// </summary>
sealed class TablePattern
{
    readonly Part? _schema;
    readonly Part _name;

    TablePattern(string text, Part? schema, Part name) => (Text, _schema, _name) = (text, schema, name);

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether it may match several tables.</summary>
    public bool IsWildcard => _name.IsWildcard || _schema is { IsWildcard: true };

    /// <summary>The schema's name where it is given without wildcards, else null.</summary>
    public string? Schema => _schema is { IsWildcard: false } s ? s.Text : null;

    /// <summary>Whether a schema or a pattern for one is given.</summary>
    public bool HasSchema => _schema is not null;

    /// <summary>The table's name or pattern.</summary>
    public string Name => _name.Text;

    public static TablePattern Parse(string text)
    {
        var parts = Split(text.Trim());
        return parts.Count == 1 ? new TablePattern(text, null, parts[0]) : new TablePattern(text, parts[0], Join(parts.Skip(1)));
    }

    /// <summary>Whether the pattern matches a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="comparison">How letters are compared; wildcards always ignore case.</param>
    public bool Matches(QualifiedName name, StringComparison comparison = StringComparison.OrdinalIgnoreCase) =>
        (_schema is null || _schema.Matches(name.Schema, comparison)) && _name.Matches(name.Name, comparison);

    static Part Join(IEnumerable<Part> parts)
    {
        var all = parts.ToList();
        return all.Count == 1 ? all[0] : new Part(string.Join('.', all.Select(p => p.Text)), all.Any(p => p.IsWildcard));
    }

    static List<Part> Split(string text)
    {
        var parts = new List<Part>();
        var current = new StringBuilder();
        var (quoted, wild) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
                _ = current.Append(text[i++]);
            else if (c == '"')
                quoted = !quoted;
            else if (c == '.' && !quoted)
            {
                parts.Add(new Part(current.ToString(), wild));
                _ = current.Clear();
                wild = false;
            }
            else
            {
                wild |= !quoted && c is '*' or '?';
                _ = current.Append(c);
            }
        }
        parts.Add(new Part(current.ToString(), wild));
        return parts;
    }

    sealed record Part(string Text, bool IsWildcard)
    {
        public bool Matches(string value, StringComparison comparison) =>
            IsWildcard ? FileSystemName.MatchesSimpleExpression(Text.Replace(@"\", @"\\", StringComparison.Ordinal), value) : string.Equals(Text, value, comparison);
    }
}
