using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Module;

/// <summary>Lists the tables of databases.</summary>
[Cmdlet(VerbsCommon.Get, "FqTable")]
[OutputType(typeof(Table))]
public sealed class GetFqTableCommand : DatabaseCmdlet
{
    /// <summary>Table names with wildcards, with or without schema.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [TableNameTransformation]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Only tables of these schemas.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    public string[]? Schema { get; set; }

    /// <summary>The databases; without, the session's.</summary>
    [Parameter]
    [ConnectionTransformation]
    public ConnectionArgument[]? Connection { get; set; }

    private protected override void Process()
    {
        foreach (var connection in TargetsOf(Connection))
        {
            var schema = Await(token => SchemaReader.ReadAsync(connection, token));
            var tables = schema.Tables.Where(t => Schema is null || Schema.Any(p => TableNames.Matches(p, t.Name.Schema))).ToList();
            foreach (var pattern in Name)
                Write(pattern, tables, connection.Name);
        }
    }

    void Write(string pattern, List<Table> tables, string target)
    {
        var found = tables.FindAll(t => TableNames.Matches(pattern, t.Name));
        if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(pattern))
        {
            var nearest = NearestNames.DidYouMean(NearestNames.Of(pattern, tables.SelectMany(t => (string[])[t.Name.Name, t.Name.ToString()])));
            WriteError(ErrorRecords.From(new FraiseqlDataException(
                "FqTableNotFound", ErrorKind.NotFound, $"There is no table '{pattern}' in {target}.{nearest}", "Get-FqTable lists the tables.", pattern)));
        }
        WriteObject(found, enumerateCollection: true);
    }
}
