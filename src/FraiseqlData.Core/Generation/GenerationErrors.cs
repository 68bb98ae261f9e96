using System.Globalization;
using FraiseqlData.Constraints;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>The errors of generation, in one place.</summary>
static class GenerationErrors
{
    /// <param name="table">The table.</param>
    /// <param name="check">The check.</param>
    /// <param name="columns">The columns that it reads.</param>
    /// <param name="instance">The row.</param>
    /// <param name="values">The last values that were tried.</param>
    /// <param name="raised">What the server raised over them, or null.</param>
    public static FraiseqlDataException CheckUnsatisfied(
        Table table, CheckConstraint check, IReadOnlyList<string> columns, long instance, IReadOnlyList<object?> values, string? raised = null)
    {
        var shown = string.Join(", ", columns.Zip(values, (c, v) => $"{c} = {Show(v)}"));
        return new FraiseqlDataException(
            "FqCheckUnsatisfied", ErrorKind.InvalidData,
            $"No row of {table.Name} could be made that meets CHECK \"{check.Name}\" ({check.Expression}); instance {instance} has {shown}."
            + (raised is null ? "" : $" The server says: {raised.TrimEnd('.')}."),
            $"Override {string.Join(" or ", columns)} with values that meet it.", table.Name);
    }

    public static FraiseqlDataException OverrideInvalid(Table table, Column column, long? instance, string why, string? action = null, Exception? cause = null) =>
        new("FqOverrideInvalid", ErrorKind.InvalidData,
            $"The override of {table.Name}.{column.Name} does not fit{(instance is { } i ? string.Create(CultureInfo.InvariantCulture, $" (instance {i})") : "")}: {why}",
            action ?? $"Give a value of type {column.SqlType}.", $"{table.Name}.{column.Name}", cause);

    public static FraiseqlDataException OverrideBreaksCheck(Table table, Column column, RowCheck check, object? value) =>
        new("FqCheckUnsatisfied", ErrorKind.InvalidData,
            $"The override of {table.Name}.{column.Name} does not fit: {Show(value)} breaks CHECK \"{check.Constraint.Name}\" ({check.Constraint.Expression}).",
            "Give values that meet the constraint.", $"{table.Name}.{column.Name}");

    public static FraiseqlDataException OverridesContradict(Table table, IReadOnlyList<(Column Column, object Value)> given, string why) =>
        new("FqOverrideContradiction", ErrorKind.InvalidData,
            $"The overrides of {table.Name} contradict each other: {string.Join(", ", given.Select(g => $"{g.Column.Name} = {Show(g.Value)}"))}: {why}.",
            "Give values that agree, or leave some of them out: the others follow.", $"{table.Name}.{given[^1].Column.Name}");

    public static FraiseqlDataException NoSource(Table table, Column column, ColumnDomain domain) => !domain.IsAny
        ? new("FqCheckUnsatisfied", ErrorKind.InvalidData,
            $"No value can be made for {table.Name}.{column.Name} that its constraints ask for ({string.Join(", ", domain.From)}).",
            $"Override {column.Name} with values that meet them.", $"{table.Name}.{column.Name}")
        : new("FqTypeNotSupported", ErrorKind.InvalidData,
            $"No value can be made for {table.Name}.{column.Name}: its type {column.SqlType} is not known here, no row of the database has a value of it, and the column has no default.",
            $"Override {column.Name} with a value of that type, or give the column a default.", $"{table.Name}.{column.Name}");

    public static FraiseqlDataException DomainEmpty(Table table, Column column, ColumnDomain domain) =>
        new("FqCheckContradiction", ErrorKind.InvalidData,
            $"No value can ever be put into {table.Name}.{column.Name}: its constraints exclude each other ({string.Join(", ", domain.From)}).",
            "Leave the table out, or mend its constraints.", $"{table.Name}.{column.Name}");

    public static FraiseqlDataException RowTooWide(Table table, int bytes) =>
        new("FqRowTooWide", ErrorKind.InvalidData,
            string.Create(CultureInfo.InvariantCulture, $"No row can be put into {table.Name}: its {table.Columns.Count} columns take at least {bytes} bytes, and a row has no more than {RowWidth.Most}."),
            "Leave the table out (-Exclude), let columns be NULL, or split the table.", table.Name);

    public static FraiseqlDataException Impossible(Table table, CheckConstraint check) =>
        new("FqCheckContradiction", ErrorKind.InvalidData,
            $"No row can ever be put into {table.Name}: CHECK \"{check.Name}\" ({check.Expression}) refuses every one.",
            "Leave the table out (-Exclude), or mend its constraint.", table.Name);

    public static FraiseqlDataException RowsDropped(Table table, RewriteRule rule) =>
        new("FqRowsDropped", ErrorKind.InvalidOperation,
            $"No row can be put into {table.Name}: its rule \"{rule.Name}\" (ON INSERT DO INSTEAD NOTHING) drops every one.",
            $"Leave the table out (-Exclude {table.Name.Name}), or disable the rule while you seed (ALTER TABLE {table.Name.ToSql()} DISABLE RULE {QualifiedName.Quote(rule.Name)}).", table.Name);

    public static FraiseqlDataException CapacityExceeded(Table table, string key, long wanted, decimal capacity)
    {
        var columns = string.Join(", ", table.UniqueKeys.FirstOrDefault(k => k.Name == key)?.Columns ?? []);
        return new FraiseqlDataException(
            "FqCapacityExceeded", ErrorKind.InvalidData,
            string.Create(CultureInfo.InvariantCulture, $"{table.Name} has no room for {wanted} more rows: its unique key \"{key}\" ({columns}) allows {capacity}."),
            capacity < 1
                ? "Add parents, or leave the table out."
                : string.Create(CultureInfo.InvariantCulture, $"Use -Count {capacity} or less, or add parents."),
            columns.Length > 0 ? $"{table.Name}.{columns}" : table.Name.ToString());
    }

    /// <summary>A unique key leaves a parent fewer rows than it is to get.</summary>
    public static FraiseqlDataException ScopeExceeded(Table table, IReadOnlyList<string> columns, ForeignKey key, long wanted, decimal room) => new(
        "FqCapacityExceeded", ErrorKind.InvalidData,
        string.Create(CultureInfo.InvariantCulture, $"One row of {key.ReferencedTable} is to get {wanted} rows of {table.Name}, but a unique key over {string.Join(", ", key.Columns.Concat(columns))} leaves it {room}."),
        room < 1 ? $"Add rows that {string.Join(", ", columns)} can refer to, or leave the table out." : string.Create(CultureInfo.InvariantCulture, $"Use a -PerParent of at most {room}{(columns.Count > 0 ? $", or add rows that {string.Join(", ", columns)} can refer to" : "")}."),
        $"{table.Name}.{string.Join(", ", key.Columns.Concat(columns))}");

    public static FraiseqlDataException GeneratorFailed(Table table, Column column, long instance, Exception cause) =>
        new("FqGeneratorFailed", ErrorKind.InvalidData,
            string.Create(CultureInfo.InvariantCulture, $"The generator for {table.Name}.{column.Name} (instance {instance}) failed: {cause.Message}"),
            "Correct the generator's code.", $"{table.Name}.{column.Name}", cause);

    public static FraiseqlDataException GeneratorNameTaken(string name) =>
        new("FqGeneratorNameTaken", ErrorKind.InvalidArgument, $"A built-in generator is called '{name}' already.", "Choose another name.", name);

    public static FraiseqlDataException ParameterUnknown(Table table, Column column, string generator, string parameter, IReadOnlyList<string> known) =>
        new("FqGeneratorUnknown", ErrorKind.NotFound,
            $"The generator '{generator}' has no parameter '{parameter}' (for {table.Name}.{column.Name}).{NearestNames.DidYouMean(NearestNames.Of(parameter, known))}",
            known.Count == 0 ? "It takes none." : $"Its parameters are: {string.Join(", ", known)}.", column.Name);

    public static FraiseqlDataException InstructionTooLate(Table table, Column column, long instance) =>
        new("FqOverrideScriptValues", ErrorKind.InvalidData,
            string.Create(CultureInfo.InvariantCulture, $"The code for {table.Name}.{column.Name} (instance {instance}) gave an instruction that only a plan can hold."),
            "Let it give a value, a list, a built-in generator, or a template that names columns which come before.", $"{table.Name}.{column.Name}");

    public static FraiseqlDataException NoScriptHost(Table table, Column column) =>
        new("FqScriptHostMissing", ErrorKind.InvalidOperation, $"{table.Name}.{column.Name} has a script override, but nothing here runs scripts.",
            "Run the plan from PowerShell, or give RunOptions.Scripts.", $"{table.Name}.{column.Name}");

    public static string Show(object? value) => value switch
    {
        null => "NULL",
        string s => $"'{s}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
