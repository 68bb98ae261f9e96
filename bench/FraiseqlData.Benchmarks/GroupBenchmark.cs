using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Servers;

namespace FraiseqlData.Benchmarks;

/// <summary>What columns that belong together cost beside the same columns alone, each in a table of its own.</summary>
static class GroupBenchmark
{
    public static readonly (string Group, string[] Columns)[] Groups =
    [
        ("person", ["first_name text NOT NULL", "last_name text NOT NULL", "full_name text NOT NULL", "username text NOT NULL", "email text NOT NULL"]),
        ("address", ["street_address text NOT NULL", "postal_code text NOT NULL", "city text NOT NULL", "state text NOT NULL", "country_code text NOT NULL", "phone text NOT NULL"]),
        ("geo", ["city text NOT NULL", "latitude numeric(9, 6) NOT NULL", "longitude numeric(9, 6) NOT NULL"]),
        ("company", ["company_name text NOT NULL", "domain text NOT NULL", "website text NOT NULL"]),
        ("money", ["quantity int NOT NULL", "unit_price numeric(10, 2) NOT NULL", "subtotal numeric(12, 2) NOT NULL", "discount numeric(12, 2) NOT NULL", "tax numeric(12, 2) NOT NULL", "total numeric(12, 2) NOT NULL"]),
        ("moments", ["created_at timestamptz NOT NULL", "starts_at timestamptz NOT NULL", "ends_at timestamptz NOT NULL", "updated_at timestamptz NOT NULL"]),
        ("statuses", ["status text NOT NULL CHECK (status IN ('pending', 'paid', 'shipped', 'delivered', 'cancelled'))", "payment_status text NOT NULL CHECK (payment_status IN ('pending', 'paid', 'failed'))"]),
        ("file", ["file_name text NOT NULL", "file_extension text NOT NULL", "mime_type text NOT NULL"]),
    ];

    public static async Task RunAsync(int rows, string subject)
    {
        await using var server = await ThrowawayServer.StartAsync();
        foreach (var (group, columns) in Groups.Where(g => g.Group.Contains(subject, StringComparison.OrdinalIgnoreCase)))
        {
            var tables = columns.Select((c, i) => $"CREATE TABLE {group}_{i} (id int PRIMARY KEY, {c});").Append($"CREATE TABLE {group}_all (id int PRIMARY KEY, {string.Join(", ", columns)});");
            await server.RunScriptAsync(string.Join('\n', tables));
            var run = await SeedEngine.PrepareAsync(SeedPlan.Create(server.Connection).Add($"{group}_*", rows), target: null, scripts: null, CancellationToken.None);
            var programs = run.Compiler.Compile(run.Plan, run.Data).ToDictionary(p => p.Table.Table.Name.Name, p => p.Segments[0]);
            var (alone, together) = (columns.Select((_, i) => TimeOf(programs[$"{group}_{i}"], rows)).Sum(), TimeOf(programs[$"{group}_all"], rows));
            Console.WriteLine($"{group}: {columns.Length} columns together {together / rows * 1e6:0} ns a row, alone {alone / rows * 1e6:0} ns, ratio {together / alone:0.00}");
        }
    }

    /// <summary>The least processor time of the columns besides the key, in milliseconds: what a busy machine adds is left out.</summary>
    static double TimeOf(SegmentProgram program, int rows) => GenerationBenchmark.Times(program, rows, (batch, count) =>
    {
        foreach (var step in program.Steps.Where(s => !s.Writes.Contains(0)))
            step.Fill(batch, 0, count, 0);
    }).Min().TotalMilliseconds;
}
