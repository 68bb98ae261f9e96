namespace FraiseqlData.Core.Tests.RandomSchemas;

/// <summary>Makes a schema that fails as small as it gets while it still fails in the same way.</summary>
sealed class SchemaReducer(Func<RandomSchema, Task<string?>> failure)
{
    const int MostTries = 120;

    int _tries;

    /// <summary>The smallest schema found.</summary>
    /// <param name="schema">A schema that fails.</param>
    /// <param name="kind">What its failure begins with.</param>
    public async Task<RandomSchema> ReduceAsync(RandomSchema schema, string kind)
    {
        for (var smaller = true; smaller && _tries < MostTries;)
        {
            smaller = false;
            foreach (var candidate in Candidates(schema))
            {
                if (++_tries > MostTries)
                    break;
                if ((await failure(candidate))?.StartsWith(kind, StringComparison.Ordinal) != true)
                    continue;
                schema = candidate;
                smaller = true;
                break;
            }
        }
        return schema;
    }

    static IEnumerable<RandomSchema> Candidates(RandomSchema schema)
    {
        for (var i = schema.Tables.Count - 1; i >= 0; i--)
            yield return schema with { Tables = Without(schema.Tables, i) };
        for (var i = 0; i < schema.After.Count; i++)
            yield return schema with { After = Without(schema.After, i) };
        for (var t = 0; t < schema.Tables.Count; t++)
        {
            var table = schema.Tables[t];
            for (var i = 0; i < table.Constraints.Count; i++)
                yield return With(schema, t, table with { Constraints = Without(table.Constraints, i) });
            for (var i = 0; i < table.Columns.Count; i++)
                yield return With(schema, t, table with { Columns = Without(table.Columns, i) });
            for (var i = 0; i < table.After.Count; i++)
                yield return With(schema, t, table with { After = Without(table.After, i) });
            for (var i = 0; i < table.Columns.Count; i++)
            {
                for (var c = 0; c < table.Columns[i].Clauses.Count; c++)
                    yield return With(schema, t, table with { Columns = [.. table.Columns.Select((column, at) => at == i ? column with { Clauses = Without(column.Clauses, c) } : column)] });
            }
        }
        for (var i = 0; i < schema.Before.Count; i++)
            yield return schema with { Before = Without(schema.Before, i) };
        for (var t = 0; t < schema.Tables.Count; t++)
        {
            if (schema.Tables[t].Rows > 2)
                yield return With(schema, t, schema.Tables[t] with { Rows = schema.Tables[t].Rows / 2 });
        }
    }

    static RandomSchema With(RandomSchema schema, int index, RandomTable table) => schema with { Tables = [.. schema.Tables.Select((t, i) => i == index ? table : t)] };

    static List<T> Without<T>(IReadOnlyList<T> list, int index) => [.. list.Where((_, i) => i != index)];
}
