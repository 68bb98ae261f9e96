namespace FraiseqlData.Generation.Sources;

/// <summary>Values of PostgreSQL's own identifier types: objects that every database has.</summary>
static class CatalogNames
{
    public static TypedSource? Source(SourceRequest request)
    {
        string[]? names = request.Type.Name.Name switch
        {
            "regclass" => ["pg_class", "pg_attribute", "pg_type", "pg_index", "pg_namespace", "pg_proc", "pg_constraint", "pg_trigger"],
            "regtype" => ["integer", "text", "boolean", "numeric", "date", "uuid", "jsonb", "bytea"],
            // Functions of one form only, in every version.
            "regproc" => ["now", "version", "pi", "pg_backend_pid", "gen_random_uuid", "clock_timestamp", "statement_timestamp", "timeofday"],
            "regprocedure" => ["abs(integer)", "lower(text)", "upper(text)", "now()", "sqrt(double precision)"],
            "regoper" => ["||/", "|/"],
            "regoperator" => ["+(integer,integer)", "-(integer,integer)", "*(integer,integer)", "=(text,text)"],
            "regrole" => ["pg_monitor", "pg_read_all_settings", "pg_read_all_stats", "pg_signal_backend"],
            "regnamespace" => ["pg_catalog", "information_schema"],
            "regconfig" => ["simple", "english", "german", "french", "spanish"],
            "regdictionary" => ["simple", "english_stem", "german_stem", "french_stem"],
            "regcollation" => ["\"C\"", "\"POSIX\"", "\"default\""],
            _ => null,
        };
        return names is null ? null : ListSources.Of(request, names);
    }
}
