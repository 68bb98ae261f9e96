using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Module;

/// <summary>Lists the schemas of databases that have tables.</summary>
[Cmdlet(VerbsCommon.Get, "FqSchema")]
[OutputType(typeof(SchemaSummary))]
public sealed class GetFqSchemaCommand : DatabaseCmdlet
{
    /// <summary>Schema names with wildcards.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The databases; without, the session's.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ConnectionTransformation]
    public ConnectionArgument[]? Connection { get; set; }

    private protected override void Process()
    {
        foreach (var connection in TargetsOf(Connection))
        {
            var schema = Await(token => SchemaReader.ReadAsync(connection, token));
            var schemas = schema.Tables.GroupBy(t => t.Name.Schema, StringComparer.Ordinal).ToList();
            foreach (var pattern in Name)
            {
                var wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase);
                var found = schemas.FindAll(s => wildcard.IsMatch(s.Key));
                if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(pattern))
                {
                    var nearest = NearestNames.DidYouMean(NearestNames.Of(pattern, schemas.Select(s => s.Key)));
                    WriteError(ErrorRecords.From(new FraiseqlDataException(
                        "FqSchemaNotFound", ErrorKind.NotFound, $"There is no schema '{pattern}' with tables in {connection.Name}.{nearest}",
                        "Get-FqSchema lists the schemas.", pattern)));
                }
                foreach (var one in found)
                    WriteObject(SchemaSummary.Of(connection.Name, one.Key, one));
            }
        }
    }
}
