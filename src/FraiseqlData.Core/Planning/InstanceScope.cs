namespace FraiseqlData.Planning;

/// <summary>The instances of a table that a run may use, and how those of its rows are found.</summary>
/// <param name="TableCode">The code of the table's pattern UUIDs, or null where it has no uuid key.</param>
/// <param name="First">The first instance.</param>
/// <param name="Last">The last instance.</param>
/// <param name="HasOtherIds">Whether rows get uuid keys that do not tell their instances.</param>
/// <param name="Origin">The instant of instance 0 in UUIDs of version 7.</param>
sealed record InstanceScope(int? TableCode, long First, long Last, bool HasOtherIds, DateTime Origin);
