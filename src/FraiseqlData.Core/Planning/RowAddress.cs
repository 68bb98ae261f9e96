namespace FraiseqlData.Planning;

/// <summary>Names one row of a plan.</summary>
/// <param name="TableName">The table's name, with or without schema.</param>
/// <param name="Instance">The row's instance number.</param>
sealed record RowAddress(string TableName, long Instance)
{
    /// <summary>The table, and the row's ordinal within it.</summary>
    /// <exception cref="Errors.FraiseqlDataException">The plan has no such row.</exception>
    public (ResolvedTable Table, long Ordinal) Find(ResolvedPlan plan)
    {
        var pattern = TablePattern.Parse(TableName);
        var found = plan.Tables.Where(t => pattern.Matches(t.Table.Name)).ToList();
        var table = found switch
        {
            [] => throw PlanErrors.TableNotFound(TableName, NearestNames.Of(pattern.Name, plan.Tables.Select(t => t.Table.Name.Name))),
            [var only] => only,
            _ => throw PlanErrors.TableAmbiguous(TableName, [.. found.Select(t => t.Table.Name)]),
        };
        var ordinal = Instance - table.FirstInstance;
        return ordinal >= 0 && ordinal < table.Count ? (table, ordinal) : throw PlanErrors.InstanceOutOfRange(table, Instance);
    }
}
