using System.Globalization;
using System.Text;
using FraiseqlData.Errors;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using FraiseqlData.Values;

namespace FraiseqlData.Planning;

/// <summary>Checks a baseline against a schema, all of it at once.</summary>
sealed class BaselineChecker
{
    readonly Baseline _baseline;
    readonly DatabaseSchema _schema;
    readonly PlanOptions _options;
    readonly TableCodes _codes;
    readonly List<string> _problems = [];
    readonly Dictionary<QualifiedName, BaselineTable> _byTable = [];

    BaselineChecker(Baseline baseline, DatabaseSchema schema, PlanOptions options) =>
        (_baseline, _schema, _options, _codes) = (baseline, schema, options, TableCodes.Settle(schema, options.TableCodes));

    /// <summary>The checked baseline.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqBaselineInvalid</c>: a numbered list of all problems.</exception>
    public static CheckedBaseline Check(Baseline baseline, DatabaseSchema schema, PlanOptions options)
    {
        var checker = new BaselineChecker(baseline, schema, options);
        var result = checker.Check();
        return checker._problems.Count == 0 ? result : throw BaselineErrors.Invalid(baseline.Source, checker._problems);
    }

    CheckedBaseline Check()
    {
        var selector = new TableSelector(_schema, _options.Schemas, _options.StagingSchema);
        foreach (var given in _baseline.Tables)
        {
            if (TableOf(selector, given) is not { } table)
                continue;
            if (!_byTable.TryAdd(table.Name, given))
                Add(given.Line, $"{given.Name} is the same table as {_byTable[table.Name].Name}.");
        }
        var order = LoadOrder.Of([.. _byTable.Keys.Order().Select(_schema.Get)], _byTable.Keys.SelectMany(t => _schema.Get(t).ForeignKeys.Where(k => k.IsEnforced)));
        return new CheckedBaseline(_baseline, [.. order.Tables.Select(CheckTable)]);
    }

    Table? TableOf(TableSelector selector, BaselineTable given)
    {
        try
        {
            var pattern = TablePattern.Parse(given.Name);
            var table = pattern.IsWildcard ? throw PlanErrors.TableNotFound(given.Name, []) : selector.Select(given.Name, []).Tables[0];
            if (UuidKeys.Find(table) is not null)
                return table;
            Add(given.Line, $"{table.Name} has no uuid key, by which the rows of a baseline are told.");
        }
        catch (FraiseqlDataException e)
        {
            Add(given.Line, e.Message);
        }
        return null;
    }

    CheckedBaselineTable CheckTable(Table table)
    {
        var given = _byTable[table.Name];
        var prefix = PrefixOf(table);
        var rows = given.Rows?.Select((row, i) => CheckRow(table, row, i + 1)).ToList();
        if (rows is not null)
            CheckUnique(table, given, rows);
        return new CheckedBaselineTable(table, UuidKeys.Find(table)!, prefix, given.Count, rows);
    }

    IReadOnlyList<BaselineCell> CheckRow(Table table, BaselineRow row, int number)
    {
        var (cells, key) = (new List<BaselineCell>(), UuidKeys.Find(table)!);
        void Problem(string what) => Add(row.Line, string.Create(CultureInfo.InvariantCulture, $"row {number} of {table.Name}: {what}"));
        foreach (var (name, value) in row.Values)
        {
            if (PlanChecker.FindColumn(table, name) is not { } column)
                Problem($"there is no column '{name}'.{NearestNames.DidYouMean(NearestNames.Of(name, table.Columns.Select(c => c.Name)))}");
            else if (column.IsGenerated || column.Identity == IdentityKind.Always)
                Problem($"{column.Name} gets its value from the server.");
            else if (column == key)
                Problem($"{column.Name} follows from the row's place: it is the pattern UUID of instance {number}.");
            else if (value is null && column.NotNull)
                Problem($"{column.Name} is NULL but must not be.");
            else if (value is not null && ReferenceOf(table, column) is { } reference)
                AddReference(cells, column, reference, value, Problem);
            else if (SqlOf(column, value, Problem) is { } sql)
                cells.Add(new BaselineCell(column, sql));
        }
        foreach (var column in table.Columns.Where(c => c is { NotNull: true, Default: null, IsGenerated: false, Identity: IdentityKind.None } && c.Type.Default is null && c != key && !row.Values.ContainsKey(c.Name)))
            Problem($"{column.Name} has no value and no default.");
        return cells;
    }

    /// <summary>The foreign key of a column whose value names a row of another table: one to a Trinity table's primary key.</summary>
    ForeignKey? ReferenceOf(Table table, Column column) => table.ForeignKeys.FirstOrDefault(k =>
        k.Columns is [var only] && only == column.Name && _schema.Find(k.ReferencedTable) is { } parent && TrinityTable.Detect(parent) is { } trinity && k.ReferencedColumns[0] == trinity.Key.Name);

    void AddReference(List<BaselineCell> cells, Column column, ForeignKey key, object value, Action<string> problem)
    {
        var (parent, trinity) = (_schema.Get(key.ReferencedTable), TrinityTable.Detect(_schema.Get(key.ReferencedTable))!);
        if (!_byTable.TryGetValue(parent.Name, out var given))
        {
            problem($"{column.Name} refers to {parent.Name}, which is not in the baseline.");
            return;
        }
        long instance;
        switch (value)
        {
            case long number:
                instance = number;
                if (number < 1 || number > given.Count)
                    problem(string.Create(CultureInfo.InvariantCulture, $"{column.Name} refers to row {number} of {parent.Name}, which has {given.Count}."));
                break;
            case string identifier:
                instance = 1 + (given.Rows?.ToList().FindIndex(r => r.Values.TryGetValue("identifier", out var own) && string.Equals(own as string, identifier, StringComparison.Ordinal)) ?? -1);
                if (instance < 1)
                    problem($"{column.Name} refers to '{identifier}', but {(given.Rows is null ? $"of {parent.Name} only the number of rows is given, so refer to them by number" : $"no row of {parent.Name} has that identifier")}.");
                break;
            default:
                problem($"{column.Name} takes the number of a row of {parent.Name}, from 1, or its identifier.");
                return;
        }
        var id = (PrefixOf(parent) with { Instance = Math.Clamp(instance, 0, PatternUuid.MaxInstance) }).ToGuid();
        cells.Add(new BaselineCell(column, $"(SELECT p.{QualifiedName.Quote(trinity.Key.Name)} FROM {parent.RowsSql} AS p WHERE p.{QualifiedName.Quote(trinity.Id.Name)} = '{id}')", (parent.Name, instance)));
    }

    /// <summary>A baseline is the same for every scenario, so its ids have the fields that they have where nobody says otherwise.</summary>
    PatternUuid PrefixOf(Table table)
    {
        var fields = new UuidFields();
        return new PatternUuid(_codes.Of(table.Name)!.Value, fields.SeedDirectory, fields.Function, fields.Scenario, fields.TestCase, 0);
    }

    static string? SqlOf(Column column, object? value, Action<string> problem)
    {
        if (value is null)
            return $"NULL::{column.SqlType}";
        try
        {
            var codec = TypeCodecs.For(column);
            var vector = codec.CreateVector(1);
            vector.SetValue(0, codec.FromUser(value));
            var text = new StringBuilder();
            codec.AppendText(vector, 0, text);
            return $"{SqlLiteral.Quote(text.ToString())}::{column.SqlType}";
        }
        catch (ValueConversionException e)
        {
            problem($"{column.Name}: {e.Message.TrimEnd('.')}.");
            return null;
        }
    }

    void CheckUnique(Table table, BaselineTable given, List<IReadOnlyList<BaselineCell>> rows)
    {
        foreach (var key in table.UniqueKeys.Where(k => k.IsPlain))
        {
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < rows.Count; i++)
            {
                var values = key.Columns.Select(c => rows[i].FirstOrDefault(x => x.Column.Name == c)?.Sql).ToList();
                // What has a default, or is NULL, is told apart by the server.
                if (values.Exists(v => v is null || v.StartsWith("NULL::", StringComparison.Ordinal)))
                    continue;
                if (!seen.TryAdd(string.Join('\0', values), i + 1))
                    Add(given.Rows![i].Line, string.Create(CultureInfo.InvariantCulture, $"row {i + 1} of {table.Name}: {string.Join(", ", key.Columns)} is the same as in row {seen[string.Join('\0', values)]} (unique key \"{key.Name}\")."));
            }
        }
    }

    void Add(long line, string what) => _problems.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}: {what}"));
}
