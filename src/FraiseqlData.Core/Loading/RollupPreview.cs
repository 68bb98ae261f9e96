using System.Globalization;
using System.Text;
using FraiseqlData.Generation;
using FraiseqlData.Generation.Groups;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;
using NpgsqlTypes;

namespace FraiseqlData.Loading;

/// <summary>
/// Says what the roll-ups of a plan come to for some rows of it that are not written: their children are found by making the children's keys once more, and
/// the server sums them up, as it does in a run.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="programs">The programs of its tables.</param>
sealed class RollupPreview(ResolvedPlan plan, IReadOnlyList<TableProgram> programs)
{
    const int BatchRows = 1000;

    /// <summary>The columns of a table that sum children up, and those that follow them, of which nobody can say here what they come to.</summary>
    public IReadOnlyList<int> UnknownOf(ResolvedTable table) => [.. UpdatesOf(table.Table).Where(i => !CanTell(i)).SelectMany(i => SetBy(plan.Rollups[i])).Select(c => table.IndexOf(c.Name))];

    /// <summary>Whether a table has columns that this one can say something of.</summary>
    public bool Knows(ResolvedTable table) => UpdatesOf(table.Table).Any(CanTell);

    /// <summary>Puts what the roll-ups come to into the rows of a batch.</summary>
    public async Task CompleteAsync(NpgsqlConnection connection, TableProgram program, SegmentProgram segment, RowBatch batch, CancellationToken cancellationToken)
    {
        var rows = new RowTexts(program.Table.Table, batch.Count);
        for (var row = 0; row < batch.Count; row++)
            rows.Add(segment, batch, row, segment.Written);
        foreach (var column in await CompleteAsync(connection, rows, plan.Rollups.Count, cancellationToken).ConfigureAwait(false))
        {
            var (index, codec) = (program.Table.IndexOf(column.Name), segment.Codecs[program.Table.IndexOf(column.Name)]);
            var texts = rows.Of(index);
            for (var row = 0; row < batch.Count; row++)
                batch.Columns[index]!.SetValue(row, texts[row] is { } text ? codec.Parse(text) : null);
        }
    }

    /// <summary>Carries out those of the first roll-ups that concern some rows; the columns that these set.</summary>
    async Task<HashSet<Column>> CompleteAsync(NpgsqlConnection connection, RowTexts rows, int before, CancellationToken cancellationToken)
    {
        var set = new HashSet<Column>();
        foreach (var update in UpdatesOf(rows.Table).Where(i => i < before && CanTell(i)))
        {
            var children = new Dictionary<ForeignKey, RowTexts>();
            foreach (var key in plan.Rollups[update].Columns.Select(c => c.Key).Distinct())
            {
                children[key] = ChildrenOf(rows, key, update);
                if (IsAboutAny(update, key) && children[key].Count > 0)
                    _ = await CompleteAsync(connection, children[key], update, cancellationToken).ConfigureAwait(false);
            }
            var sums = new SumQuery(plan.Rollups[update], new FollowingAmounts(plan, plan.Rollups[update]).Sets, rows, children);
            await sums.RunAsync(connection, cancellationToken).ConfigureAwait(false);
            set.UnionWith(SetBy(plan.Rollups[update]));
        }
        return set;
    }

    /// <summary>The rows that refer to others by a foreign key.</summary>
    RowTexts ChildrenOf(RowTexts parents, ForeignKey key, int update)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < parents.Count; row++)
            _ = keys.Add(parents.KeyOf(row, [.. key.ReferencedColumns.Select(c => IndexOf(parents.Table, c))]));
        var table = plan.Schema.Get(key.Table);
        var found = new RowTexts(table, capacity: 0);
        if (ProgramOf(table) is not { } program)
            return found;
        var columns = NeededOf(update, key);
        List<int> own = [.. key.Columns.Select(c => IndexOf(table, c))];
        foreach (var segment in program.Segments)
        {
            var (batch, needed) = (segment.CreateBatch((int)Math.Min(BatchRows, segment.Segment.Count)), segment.StepsOf(columns));
            var end = segment.Segment.FirstOrdinal + segment.Segment.Count;
            for (var ordinal = segment.Segment.FirstOrdinal; ordinal < end; ordinal += batch.Count)
            {
                segment.FillOnly(batch, ordinal, (int)Math.Min(BatchRows, end - ordinal), needed);
                for (var row = 0; row < batch.Count; row++)
                {
                    if (keys.Contains(RowTexts.KeyOf(segment, batch, row, own)))
                        found.Add(segment, batch, row, columns);
                }
            }
        }
        return found;
    }

    /// <summary>The columns of a child that a roll-up needs: its key, what is summed up, and what that is computed from.</summary>
    List<int> NeededOf(int update, ForeignKey key)
    {
        var (table, isAny) = (plan.Schema.Get(key.Table), IsAboutAny(update, key));
        return [.. Enumerable.Range(0, table.Columns.Count).Where(c => isAny ? !table.Columns[c].IsGenerated : key.Columns.Contains(table.Columns[c].Name) || SourcesOf(update, key).Contains(table.Columns[c]))];
    }

    /// <summary>Whether what is summed up may depend on any column of the child: the server computes it, or it is summed up in turn.</summary>
    bool IsAboutAny(int update, ForeignKey key) => SourcesOf(update, key).Any(c => c.IsGenerated || UpdatesOf(plan.Schema.Get(key.Table)).Any(i => i < update && SetBy(plan.Rollups[i]).Contains(c)));

    IEnumerable<Column> SourcesOf(int update, ForeignKey key) => plan.Rollups[update].Columns.Where(c => c.Key == key).Select(c => c.Source).OfType<Column>();

    /// <summary>Whether all that a roll-up reads is made here, and not by the user's code, which is called once for each row.</summary>
    bool CanTell(int update) => ProgramOf(plan.Rollups[update].Parent) is { } parent && KnowsParent(plan.Rollups[update], parent)
        && plan.Rollups[update].Columns.Select(c => c.Key).Distinct().All(key => ProgramOf(plan.Schema.Get(key.Table)) is not { } child || KnowsChildren(update, key, child));

    bool KnowsParent(RollupUpdate update, TableProgram parent)
    {
        var (sets, joins) = update.Parts(new FollowingAmounts(plan, update).Sets, key => key.Table.ToSql());
        var read = joins + string.Concat(sets.Select(s => s.Sql));
        var unknown = parent.Table.Table.Columns.Where(c => parent.IsServerGiven([parent.Table.IndexOf(c.Name)])).ToList();
        return !unknown.Exists(c => sets.Any(s => s.Column == c) || (read.Contains($"p.{QualifiedName.Quote(c.Name)}", StringComparison.Ordinal) && (!c.IsGenerated || unknown.Exists(o => !o.IsGenerated))));
    }

    bool KnowsChildren(int update, ForeignKey key, TableProgram child) =>
        !child.Table.References.Any(r => r.Key == key && r.IsSecondPass) && SameTypes(key) && child.Segments.All(s => s.CanCompute(NeededOf(update, key)))
        && (!IsAboutAny(update, key) || UpdatesOf(child.Table.Table).Where(i => i < update).All(CanTell));

    /// <summary>Whether keys that are equal are written alike.</summary>
    bool SameTypes(ForeignKey key) => key.Columns.Zip(key.ReferencedColumns).All(c =>
        plan.Schema.Get(key.Table).GetColumn(c.First).Type.Underlying.Name == plan.Schema.Get(key.ReferencedTable).GetColumn(c.Second).Type.Underlying.Name);

    IEnumerable<int> UpdatesOf(Table table) => Enumerable.Range(0, plan.Rollups.Count).Where(i => plan.Rollups[i].Parent == table);

    IEnumerable<Column> SetBy(RollupUpdate update) => update.Columns.Select(c => c.Column).Concat(new FollowingAmounts(plan, update).Sets(_ => "0").Select(s => s.Column)).Distinct();

    TableProgram? ProgramOf(Table table) => programs.FirstOrDefault(p => p.Table.Table == table);

    static int IndexOf(Table table, string column) => table.Columns.ToList().FindIndex(c => c.Name == column);

    /// <summary>Rows as texts, which the server takes.</summary>
    sealed class RowTexts(Table table, int capacity)
    {
        readonly Dictionary<int, List<string?>> _columns = [];

        public Table Table => table;

        public int Count { get; private set; }

        /// <summary>The indexes of the columns that are known.</summary>
        public IEnumerable<int> Known => _columns.Keys.Order();

        /// <summary>The texts of a column, by row.</summary>
        public List<string?> Of(int column) => _columns[column];

        public void Set(int column, int row, string? text) => _columns[column][row] = text;

        public void Add(SegmentProgram segment, RowBatch batch, int row, IReadOnlyList<int> columns)
        {
            foreach (var column in columns)
            {
                if (!_columns.TryGetValue(column, out var texts))
                    _columns[column] = texts = new List<string?>(capacity);
                texts.Add(TextOf(segment, batch, row, column));
            }
            Count++;
        }

        public string KeyOf(int row, IReadOnlyList<int> columns) => string.Join('\0', columns.Select(c => _columns[c][row]));

        public static string KeyOf(SegmentProgram segment, RowBatch batch, int row, List<int> columns) =>
            columns is [var only] ? TextOf(segment, batch, row, only) ?? "" : string.Join('\0', columns.Select(c => TextOf(segment, batch, row, c)));

        static string? TextOf(SegmentProgram segment, RowBatch batch, int row, int column)
        {
            if (batch.Columns[column] is not { } vector || vector.IsNull(row))
                return null;
            var text = new StringBuilder();
            segment.Codecs[column].AppendText(vector, row, text);
            return text.ToString();
        }
    }

    /// <summary>The query that sums rows up, none of which is in the database.</summary>
    sealed class SumQuery(RollupUpdate update, Func<Func<Column, string>, IEnumerable<(Column Column, string Sql)>> following, RowTexts rows, IReadOnlyDictionary<ForeignKey, RowTexts> children)
    {
        readonly NpgsqlCommand _command = new();

        public async Task RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            var (sets, joins) = update.Parts(following, key => Relation(children[key]));
            var parents = Relation(rows);
            _command.Connection = connection;
            _command.CommandText = $"SELECT p.fq_n, {string.Join(", ", sets.Select(s => $"({s.Sql})::{s.Column.SqlType}::text"))} FROM {parents} AS p{joins}";
            await using var command = _command.ConfigureAwait(false);
            var reader = await _command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var reading = reader.ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                for (var i = 0; i < sets.Count; i++)
                    rows.Set(IndexOf(rows.Table, sets[i].Column.Name), (int)reader.GetInt64(0) - 1, await reader.IsDBNullAsync(i + 1, cancellationToken).ConfigureAwait(false) ? null : reader.GetString(i + 1));
            }
        }

        /// <summary>Rows as a relation; what the server computes of them stands beside their columns.</summary>
        string Relation(RowTexts from)
        {
            var known = from.Known.ToList();
            var values = known.Select((c, i) => FormattableString.Invariant($"r.v{i}::{from.Table.Columns[c].SqlType}{Collation(from.Table.Columns[c])} AS {QualifiedName.Quote(from.Table.Columns[c].Name)}"));
            var arrays = known.Select(c =>
            {
                _ = _command.Parameters.Add(new NpgsqlParameter { Value = from.Of(c).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
                return string.Create(CultureInfo.InvariantCulture, $"${_command.Parameters.Count}");
            }).ToList();
            if (arrays.Count == 0)
                return $"(SELECT {string.Join(", ", from.Table.Columns.Select(c => $"NULL::{c.SqlType} AS {QualifiedName.Quote(c.Name)}"))} WHERE false)";
            var plain = $"(SELECT r.fq_n, {string.Join(", ", values)} FROM unnest({string.Join(", ", arrays)}) WITH ORDINALITY AS r({string.Concat(known.Select((_, i) => FormattableString.Invariant($"v{i}, ")))}fq_n))";
            var columns = known.Select(c => from.Table.Columns[c]).ToHashSet();
            var computed = from.Table.Columns.Where(c => c.GenerationExpression is not null && from.Table.Columns.All(o => o.IsGenerated || columns.Contains(o))).ToList();
            return computed.Count == 0 ? plain : $"(SELECT r.*, {string.Join(", ", computed.Select(c => $"({c.GenerationExpression})::{c.SqlType} AS {QualifiedName.Quote(c.Name)}"))} FROM {plain} AS r)";
        }

        static string Collation(Column column) => column.Collation is { } name ? $" COLLATE {name.ToSql()}" : "";
    }
}
