namespace FraiseqlData.Module;

/// <summary>Whether something is a pattern UUID, and if not, why.</summary>
/// <param name="Uuid">What was tested.</param>
/// <param name="IsValid">Whether it is a pattern UUID of fraiseql-uuid's form.</param>
/// <param name="Family">Which member of FraiseQL's family writes such UUIDs, or null for none.</param>
/// <param name="Reason">Why it is none, or null.</param>
public sealed record UuidVerdict(string Uuid, bool IsValid, string? Family, string? Reason);
