using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Planning;

/// <summary>The errors of planning, in one place.</summary>
static class PlanErrors
{
    public static FraiseqlDataException KeyTaken(string key) =>
        new("FqKeyTaken", ErrorKind.InvalidArgument, $"Another entry of the plan has the key '{key}' already.", "Choose another -Key.", key);

    public static FraiseqlDataException CountOutOfRange(string pattern, long count) =>
        new("FqCountOutOfRange", ErrorKind.InvalidArgument,
            $"{count} is no number of rows for '{pattern}'.", $"Use a count from 1 to {PlanEntry.MaxCount}.", pattern);

    public static FraiseqlDataException TooManyRows(QualifiedName table, QualifiedName parent, long parents) =>
        new("FqCountOutOfRange", ErrorKind.InvalidArgument,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{table} would get more than {PlanEntry.MaxCount} rows for {parents} rows of {parent}."), "Use smaller numbers in -PerParent, or fewer parents.", table);

    public static FraiseqlDataException TableNotFound(string name, IReadOnlyList<string> nearest) =>
        new("FqTableNotFound", ErrorKind.NotFound, $"There is no table '{name}'.{NearestNames.DidYouMean(nearest)}", "Get-FqTable lists the tables.", name);

    public static FraiseqlDataException LocaleNotSingle(ResolvedTable table) =>
        new("FqLocaleNotSingle", ErrorKind.InvalidArgument,
            $"Entries of the plan give {table.Table.Name} different locales: {string.Join(", ", table.Segments.Select(s => s.Locale).OfType<LocaleMix>().Distinct().Select(l => $"'{l}'"))}.",
            "Give all entries of a table the same -Locale.", table.Table.Name);

    public static FraiseqlDataException GroupContradicted(Table table, string source, IEnumerable<string> overrides) =>
        new("FqOverrideContradiction", ErrorKind.InvalidData,
            $"The overrides of {table.Name} contradict the records of {source}: none of them has {string.Join(" and ", overrides)}.",
            "Give a value that one of the records has, or override all columns of the records.", table.Name);

    public static FraiseqlDataException InstanceOutOfRange(ResolvedTable table, long instance) =>
        new("FqInstanceOutOfRange", ErrorKind.InvalidArgument,
            string.Create(CultureInfo.InvariantCulture, $"The plan makes no row {instance} of {table.Table.Name}: its instances are {table.FirstInstance} to {table.FirstInstance + table.Count - 1}."),
            "Name one of these instances, or add more rows to the plan.", table.Table.Name);

    public static FraiseqlDataException NoTableMatches(string pattern) =>
        new("FqTableNotFound", ErrorKind.NotFound, $"No table matches '{pattern}'.", "Get-FqTable lists the tables.", pattern);

    public static FraiseqlDataException SchemaNotFound(string schema, IReadOnlyList<string> nearest) =>
        new("FqSchemaNotFound", ErrorKind.NotFound, $"There is no schema '{schema}' with tables.{NearestNames.DidYouMean(nearest)}", "Get-FqSchema lists the schemas.", schema);

    public static FraiseqlDataException TableAmbiguous(string name, IReadOnlyList<QualifiedName> candidates) =>
        new("FqTableAmbiguous", ErrorKind.InvalidArgument,
            $"'{name}' is ambiguous: {string.Join(", ", candidates)}.", "Name the schema, or give the plan a -Schema.", name);

    public static FraiseqlDataException NotFillable(Table table, string what) =>
        new("FqTableNotFillable", ErrorKind.InvalidArgument, $"{table.Name} cannot be filled: it is {what}.", "Name a table.", table.Name);

    public static FraiseqlDataException NoPrivilege(Table table, string privilege) =>
        new("FqPrivilegeMissing", ErrorKind.Permission, $"The connected role has no {privilege} privilege on {table.Name}.",
            $"GRANT {privilege} ON {table.Name.ToSql()} TO the role, or connect as another one.", table.Name);

    public static FraiseqlDataException ColumnNotFound(Table table, string column, IReadOnlyList<string> nearest) =>
        new("FqColumnNotFound", ErrorKind.NotFound, $"{table.Name} has no column '{column}'.{NearestNames.DidYouMean(nearest)}",
            $"Its columns are {string.Join(", ", table.Columns.Select(c => c.Name))}.", $"{table.Name}.{column}");

    public static FraiseqlDataException ColumnGenerated(Table table, Column column) =>
        new("FqColumnGenerated", ErrorKind.InvalidArgument, $"{table.Name}.{column.Name} is a generated column: only the server gives it a value.",
            "Override the columns that it is computed from.", $"{table.Name}.{column.Name}");

    public static FraiseqlDataException NullRatioInvalid(string column, string why, string action) =>
        new("FqNullRatioInvalid", ErrorKind.InvalidArgument, $"The share of NULLs of '{column}' is impossible: {why}.", action, column);

    public static FraiseqlDataException OverrideUnreadable(string column, string why, string action) =>
        new("FqOverrideInvalid", ErrorKind.InvalidArgument, $"The override of '{column}' cannot be read: {why}", action, column);

    public static FraiseqlDataException ReferenceInvalid(Table table, string column, string why, string action) =>
        new("FqReferenceInvalid", ErrorKind.InvalidArgument, $"The reference of {table.Name}.{column} cannot be followed: {why}", action, $"{table.Name}.{column}");

    public static FraiseqlDataException ReferenceEmpty(Table table, string column, string what, string action) =>
        new("FqReferenceEmpty", ErrorKind.InvalidData, $"The reference of {table.Name}.{column} finds no row: {what}", action, $"{table.Name}.{column}");

    public static FraiseqlDataException GeneratorNameInvalid(string name) =>
        new("FqGeneratorNameInvalid", ErrorKind.InvalidArgument, $"'{name}' is no name for a generator.", "Use letters, digits and underscores.", name);

    public static FraiseqlDataException EmptyPlan() =>
        new("FqPlanEmpty", ErrorKind.InvalidOperation, "The plan has no tables, so there is nothing to do.",
            "Add tables and keep the result: $plan = $plan | Add-FqTable tb_model -Count 10");

    public static FraiseqlDataException NoConnection() =>
        new("FqConnectionMissing", ErrorKind.InvalidOperation, "No database is known: neither the plan nor the command has a connection.",
            "Use Connect-FqDatabase, -Connection, or set PGHOST and PGDATABASE.");

    public static FraiseqlDataException SettingInvalid(string name, string what) =>
        new("FqSettingInvalid", ErrorKind.InvalidArgument, $"'{name}' {what}.", "Use a setting of your own, for example -Setting @{ 'app.tenant' = 1 }.", name);

    public static FraiseqlDataException SettingRefused(string name, string state) =>
        new("FqSettingRefused", ErrorKind.InvalidArgument, $"The server refuses the setting '{name}' or its value [{state}].",
            "Settings of an application have a dot in their names, for example app.tenant; for others pg_settings says who may set them and to what.", name);

    public static FraiseqlDataException ParentUnfillable(Table table, ForeignKey key) =>
        new("FqParentUnfillable", ErrorKind.InvalidData,
            $"{table.Name} cannot be filled because its parent {key.ReferencedTable} cannot (foreign key \"{key.Name}\").",
            $"See what is said of {key.ReferencedTable}; or put rows into it yourself, or override {string.Join(", ", key.Columns)}.", table.Name);

    /// <summary>The first error, with what the others are about.</summary>
    public static FraiseqlDataException SeveralUnfillable(IReadOnlyList<(QualifiedName Table, FraiseqlDataException Error)> errors)
    {
        var first = errors[0].Error;
        return new FraiseqlDataException(
            first.Id, first.Kind,
            $"{first.Message} Besides, these tables of the plan cannot be filled either: {string.Join(", ", errors.Skip(1).Select(e => $"{e.Table} ({e.Error.Id})"))}.",
            $"{first.RecommendedAction} Test-FqSeedPlan -Detailed says what to do for each table; -SkipUnfillable leaves them all out.".TrimStart(),
            first.ErrorTarget, first);
    }

    public static FraiseqlDataException TableCodesDiffer(QualifiedName table) =>
        new("FqTableCodesDiffer", ErrorKind.InvalidArgument, $"Entries of the plan give {table} different table codes.", "Give it one.", table);

    public static FraiseqlDataException TableCodeNotSingle(string pattern, string code) =>
        new("FqTableCodeNotSingle", ErrorKind.InvalidArgument, $"The table code {code} is for one table, but '{pattern}' may match several.", "Name the table.", pattern);

    public static FraiseqlDataException IdentifierTemplateInvalid(string template) =>
        new("FqIdentifierTemplateInvalid", ErrorKind.InvalidArgument, $"The template '{template}' would give rows the same identifier: it does not contain {{instance}}.",
            "Put {instance} or {instance:d6} into it.", template);

    public static FraiseqlDataException WorkerInvalid(PlanWorker worker) =>
        new("FqWorkerInvalid", ErrorKind.InvalidArgument, $"There is no worker {worker.Number} of {worker.Count}.", $"Use a worker from 1 to the number of workers, which is at most {PlanWorker.MaxCount}.", worker.Number);

    public static FraiseqlDataException InstanceRangeExceeded(Table table, long count, long first, long last, PlanOptions options)
    {
        var share = options.Worker is { } worker ? $"share of worker {worker.Number} of {worker.Count} in the " : "";
        var range = options.InstanceRange == InstanceRange.Auto ? InstanceRange.TestData : options.InstanceRange;
        return new("FqInstanceRangeExceeded", ErrorKind.InvalidData,
            $"{count} rows of {table.Name} do not fit into the {share}instance range {range}: from {first} on there is room for {Math.Max(0, last - first + 1)}.",
            "Ask for fewer rows, remove rows, or use another -InstanceRange: Runtime has room for any number.", table.Name);
    }

    public static FraiseqlDataException ParentMissing(Table table, ForeignKey key, string why) =>
        new("FqParentMissing", ErrorKind.InvalidData,
            $"{table.Name} needs a parent in {key.ReferencedTable} (foreign key \"{key.Name}\"), but {why}.",
            $"Fill {key.ReferencedTable} first, or override {string.Join(", ", key.Columns)}.", table.Name);
}
