using System.Collections;
using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary>The <c>hstore</c> extension's type, as text such as <c>"a"=>"1"</c>; users may give a dictionary of text.</summary>
sealed class HstoreCodec(PgType type, int modifier) : TextCodec(type, modifier, encodes: false)
{
    protected override string Convert(object value)
    {
        if (value is not IDictionary map)
            return base.Convert(value);
        var text = new StringBuilder();
        foreach (var (name, item) in JsonText.Entries(map))
        {
            if (text.Length > 0)
                _ = text.Append(", ");
            AppendQuoted(text, name);
            _ = text.Append("=>");
            if (item is null or DBNull)
                _ = text.Append("NULL");
            else
                AppendQuoted(text, UserText.Of(item) ?? throw NoText(name, item));
        }
        return UserText.Storable(text.ToString());
    }

    static ValueConversionException NoText(string name, object item) => new($"'{name}': {UserText.Show(item)} is no text; hstore holds text alone");

    static void AppendQuoted(StringBuilder text, string part)
    {
        _ = text.Append('"');
        foreach (var character in part)
        {
            if (character is '"' or '\\')
                _ = text.Append('\\');
            _ = text.Append(character);
        }
        _ = text.Append('"');
    }
}
