using System.Management.Automation;
using FraiseqlData.Schema;

namespace FraiseqlData.Module;

/// <summary>Finds tables by what users write.</summary>
static class TableNames
{
    /// <summary>Whether a pattern, with or without schema, means a table.</summary>
    public static bool Matches(string pattern, QualifiedName name) => Matches(pattern, name.Name) || Matches(pattern, name.ToString());

    /// <summary>Whether a pattern means a name.</summary>
    public static bool Matches(string pattern, string name) => new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch(name);
}
