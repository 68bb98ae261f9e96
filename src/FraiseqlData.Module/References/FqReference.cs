using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>A reference to parents that meet conditions, for a column in -Override.</summary>
public sealed class FqReference
{
    internal FqReference(ReferenceOverride reference) => Override = reference;

    internal ReferenceOverride Override { get; }

    /// <summary>The table, or the key of an entry.</summary>
    public string Table => Override.Target;

    /// <summary>How rows pick their parents.</summary>
    public string Pick => Override.Pick.ToString();

    /// <summary>Whether rows are meant that were there before the run.</summary>
    public bool Existing => Override.IsExisting;

    /// <summary>The reference in words.</summary>
    public override string ToString() =>
        $"{Table}{(Override.Where.Count == 0 ? "" : $" where {string.Join(" and ", Override.Where.Keys)}")}, {Pick}";
}
