using System.Management.Automation;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Formats;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Writes a plan's, a result's or single rows as a script that psql loads into an empty copy of the schema.</summary>
[Cmdlet(VerbsData.Export, "FqSeedSql", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class ExportFqSeedSqlCommand : DatabaseCmdlet
{
    readonly ExportInput _input = new();

    /// <summary>A plan, the result of Invoke-FqSeed, or rows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The file; without, the script's lines are output.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>How rows stand in the script.</summary>
    [Parameter]
    public FqSqlStyle Style { get; set; }

    /// <summary>How many rows an INSERT has at the most.</summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int RowsPerInsert { get; set; } = new SqlScriptOptions().RowsPerInsert;

    /// <summary>Leaves out tables of a plan that cannot be filled, with a warning, and writes the rest.</summary>
    [Parameter]
    public SwitchParameter SkipUnfillable { get; set; }

    /// <summary>Makes a partition that takes every row for each partitioned table of a plan that has none.</summary>
    [Parameter]
    public SwitchParameter CreatePartition { get; set; }

    /// <summary>Writes a plan's rows for the staging schema, with the call that moves them into their tables.</summary>
    [Parameter]
    public SwitchParameter Staging { get; set; }

    /// <summary>Writes a file for each table into the folder -Path, numbered in load order; for -Staging.</summary>
    [Parameter]
    public SwitchParameter PerTable { get; set; }

    /// <summary>The staging schema; without, the plan's, else staging, else prep_seed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    public string? StagingSchema { get; set; }

    /// <summary>The database whose schema counts; without, the plan's or result's, then the session's.</summary>
    [Parameter]
    [ConnectionTransformation]
    public ConnectionArgument[]? Connection { get; set; }

    private protected override void Process() => _input.Add(InputObject);

    private protected override void End()
    {
        if (_input.IsEmpty)
            return;
        var target = SingleOf(Connection) ?? _input.Plan?.Connection ?? _input.Result?.Connection ?? TargetOf(null);
        var path = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path);
        if (path is not null && !ShouldProcess(path, $"Write a script with rows for {target.Name}"))
            return;
        if (PerTable && (path is null || !Staging))
            throw new FraiseqlDataException("FqExportPerTable", ErrorKind.InvalidArgument, "-PerTable writes a file for each table of a staging schema into a folder.", "Use it with -Staging and -Path.");
        _ = Await(async token =>
        {
            if (PerTable)
            {
                _ = Directory.CreateDirectory(path!);
                await WriteStagedAsync((name, write) => ScriptFile.WriteAsync(System.IO.Path.Combine(path!, name), write), target, token);
                return true;
            }
            if (path is not null)
            {
                await ScriptFile.WriteAsync(path, writer => WriteAsync(writer, target, token));
                return true;
            }
            await using var lines = new LineWriter(line => Tell(() => WriteObject(line)));
            await WriteAsync(lines, target, token);
            return true;
        });
    }

    SqlScriptOptions Options => new() { Style = Style == FqSqlStyle.Copy ? SqlScriptStyle.Copy : SqlScriptStyle.Insert, RowsPerInsert = RowsPerInsert };

    async Task WriteStagedAsync(Func<string, Func<TextWriter, Task>, Task> write, FqConnection target, CancellationToken token)
    {
        var plan = _input.Plan ?? throw new FraiseqlDataException("FqExportInput", ErrorKind.InvalidArgument, "Only a plan's rows can be written for staging: others have numbers that only their database knows.", "Pipe a plan.");
        plan = PlanCmdlet.With(plan, SkipUnfillable, CreatePartition);
        plan = plan.With(BackendReader.With(plan.Options, null, StagingSchema, null));
        var written = await SeedEngine.ExportStagedAsync(plan, write, PerTable, target, new ScriptRunner(Ask), Options, token);
        foreach (var warning in written.Warnings)
            Tell(() => WriteWarning(warning));
    }

    Task WriteAsync(TextWriter writer, FqConnection target, CancellationToken token)
    {
        var options = Options;
        return Staging ? WriteStagedAsync((_, write) => write(writer), target, token) : _input.Plan is { } plan ? WriteAsync(PlanCmdlet.With(plan, SkipUnfillable, CreatePartition), writer, target, options, token)
            : _input.Result is { } result ? SeedEngine.ExportAsync(result.Inner, target, writer, options, token)
            : SeedEngine.ExportAsync(_input.Rows, target, writer, options, token);
    }

    async Task WriteAsync(SeedPlan plan, TextWriter writer, FqConnection target, SqlScriptOptions options, CancellationToken token)
    {
        var written = await SeedEngine.ExportAsync(plan, writer, target, new ScriptRunner(Ask), options, token);
        foreach (var warning in written.Warnings)
            Tell(() => WriteWarning(warning));
    }
}
