using System.Text;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>A piece of a template as it is written.</summary>
abstract record TemplateToken;

/// <summary>Text that stands for itself, but for choices in angle brackets.</summary>
sealed record TextToken(string Text) : TemplateToken;

/// <summary>A name in braces, perhaps with parameters and a format: <c>{decimal min=1 max=9:0.00}</c>.</summary>
sealed record PlaceholderToken(string Name, IReadOnlyDictionary<string, object?> Parameters, string? Format) : TemplateToken;

/// <summary>Takes templates apart.</summary>
static class TemplateReader
{
    /// <summary>The pieces of a template, in order.</summary>
    /// <exception cref="FormatException">A brace is not closed, or a placeholder cannot be read.</exception>
    public static IReadOnlyList<TemplateToken> Read(string template)
    {
        var tokens = new List<TemplateToken>();
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                _ = text.Append(c);
                i++;
            }
            else if (c == '{')
            {
                var close = ParameterText.IndexOf(template, '}', i + 1);
                if (close < 0)
                    throw new FormatException($"'{template[i..]}' has no closing '}}' (a brace of its own is written twice)");
                Flush();
                tokens.Add(Placeholder(template[(i + 1)..close]));
                i = close;
            }
            else if (c == '}')
            {
                throw new FormatException("a '}' has no opening '{' (a brace of its own is written twice)");
            }
            else
            {
                _ = text.Append(c);
            }
        }
        Flush();
        return tokens;

        void Flush()
        {
            if (text.Length > 0)
                tokens.Add(new TextToken(text.ToString()));
            _ = text.Clear();
        }
    }

    static PlaceholderToken Placeholder(string body)
    {
        var colon = ParameterText.IndexOf(body, ':');
        var (name, parameters) = ParameterText.Read(colon < 0 ? body : body[..colon]);
        var format = colon < 0 ? null : body[(colon + 1)..].Trim();
        return new PlaceholderToken(name, parameters, format is { Length: > 0 } ? format : null);
    }
}
