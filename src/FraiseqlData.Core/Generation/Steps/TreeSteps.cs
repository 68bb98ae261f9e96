using System.Text;
using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Fills the key by which rows refer to their parents in the same table.</summary>
/// <param name="reference">The foreign key.</param>
/// <param name="nulls">Those of its columns that are NULL in a root; none where a root refers to itself.</param>
/// <param name="tree">The rows' trees.</param>
/// <param name="firstOrdinal">The ordinal of the trees' first row.</param>
sealed class TreeStep(TableReference reference, IReadOnlyList<int> nulls, TreeShape tree, long firstOrdinal) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = reference.Columns;

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int column) => ColumnAccount.Of(reference);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var targets = new ColumnVector?[Writes.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = batch.Columns[Writes[i]];
        for (var row = start; row < end; row++)
        {
            var own = batch.OrdinalOf(row) - firstOrdinal;
            var parent = tree.ParentOf(own);
            reference.Parents!.Copy(firstOrdinal + (parent ?? own), targets, row);
            if (parent is null && nulls.Count > 0)
            {
                foreach (var column in nulls)
                    batch.Columns[column]!.SetNull(row);
            }
            batch.SetPick(reference.Index, row, parent is { } found ? firstOrdinal + found : RowBatch.NoPick);
        }
    }
}

/// <summary>Fills a foreign key on which all rows of a tree agree: the root picks.</summary>
/// <param name="reference">The foreign key.</param>
/// <param name="streamKey">The key's stream.</param>
/// <param name="tree">The rows' trees.</param>
/// <param name="firstOrdinal">The ordinal of the trees' first row.</param>
sealed class RootReferenceStep(TableReference reference, ulong streamKey, TreeShape tree, long firstOrdinal) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = reference.Columns;

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int column) => ColumnAccount.Of(reference);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var targets = new ColumnVector?[Writes.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = batch.Columns[Writes[i]];
        for (var row = start; row < end; row++)
        {
            var own = batch.OrdinalOf(row) - firstOrdinal;
            var random = CellRandom.For(streamKey, batch.InstanceOf(row) - own + tree.RootOf(own));
            var parent = JumpHash.Of(random.NextUInt64(), reference.Parents!.Count);
            reference.Parents.Copy(parent, targets, row);
            batch.SetPick(reference.Index, row, parent);
        }
    }
}

/// <summary>Fills a column with the row's level in its tree.</summary>
/// <param name="column">The column.</param>
/// <param name="first">The level of the roots.</param>
/// <param name="tree">The rows' trees.</param>
/// <param name="reads">The columns that refer to the parent, where these are picked.</param>
sealed class TreeLevelStep(int column, long first, RowTree tree, IReadOnlyList<int> reads) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [column];

    public override IReadOnlyList<int> Reads => reads;

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int _) => new("reference", "the row's level in its tree") { DistinctValues = tree.Size.Levels };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        for (var row = start; row < end; row++)
            VectorCopy.WriteInteger(batch.Columns[column]!, row, first + tree.LevelOf(batch, row));
    }
}

/// <summary>Fills a column with the keys from the root down to the row.</summary>
/// <param name="column">The column.</param>
/// <param name="separator">What stands between the keys.</param>
/// <param name="start">What stands before the first.</param>
/// <param name="reference">The foreign key by which rows refer to their parents.</param>
/// <param name="codec">The codec of the key's column.</param>
/// <param name="tree">The rows' trees.</param>
/// <param name="reads">The columns that refer to the parent, where these are picked.</param>
/// <param name="most">How many characters there is room for: a path that is longer loses its beginning.</param>
sealed class TreePathStep(int column, string separator, string start, TableReference reference, TypeCodec codec, RowTree tree, IReadOnlyList<int> reads, int most) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [column];

    public override IReadOnlyList<int> Reads => reads;

    public override bool CanRetry => false;

    /// <summary>Whether there is room for any path.</summary>
    public bool HasRoom => most == int.MaxValue;

    /// <summary>What a path on a level looks like.</summary>
    public string Example(int levels) => start + string.Join(separator, Enumerable.Repeat("1", levels));

    public override ColumnAccount AccountFor(int _) => new("reference", "the keys from the root of its tree down to the row") { DistinctValues = tree.Size.Rows };

    public override void Fill(RowBatch batch, int first, int end, int attempt)
    {
        var cell = codec.CreateVector(1);
        var labels = new List<string>();
        for (var row = first; row < end; row++)
        {
            labels.Clear();
            labels.Add(LabelOf(cell, batch.OrdinalOf(row)));
            for (var (at, room) = (tree.ParentOf(batch, row), most - start.Length - labels[0].Length); at is { } node; at = tree.ParentOf(node))
            {
                var label = LabelOf(cell, node);
                if ((room -= label.Length + separator.Length) < 0)
                    break;
                labels.Add(label);
            }
            labels.Reverse();
            batch.Columns[column]!.SetValue(row, start + string.Join(separator, labels));
        }
    }

    /// <summary>A key as a label: before PostgreSQL 16 one holds letters, digits and underscores alone.</summary>
    string LabelOf(ColumnVector cell, long ordinal)
    {
        reference.Parents!.Copy(ordinal, [cell], 0);
        var text = new StringBuilder();
        codec.AppendText(cell, 0, text);
        for (var i = 0; i < text.Length; i++)
            text[i] = char.IsAsciiLetterOrDigit(text[i]) ? text[i] : '_';
        return text.ToString();
    }
}

/// <summary>Hangs rows that would stand on too deep a level on an ancestor of the parent that they picked.</summary>
/// <param name="reference">The foreign key.</param>
/// <param name="tree">The rows' trees.</param>
/// <param name="deepest">The last level that there may be, from 0 for that of the roots.</param>
sealed class TreeLimitStep(TableReference reference, RowTree tree, int deepest) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = reference.Columns;

    public override IReadOnlyList<int> Reads { get; } = reference.Columns;

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int column) => ColumnAccount.Of(reference);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var targets = new ColumnVector?[Writes.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = batch.Columns[Writes[i]];
        for (var row = start; row < end; row++)
        {
            var parent = tree.ParentOf(batch, row);
            if (parent is null || tree.LevelOf(parent.Value) < deepest)
                continue;
            while (parent is { } above && tree.LevelOf(above) >= deepest)
                parent = tree.ParentOf(above);
            // On the level of the roots there is room for any.
            reference.Parents!.Copy(parent ?? batch.OrdinalOf(row), targets, row);
            batch.SetPick(reference.Index, row, parent ?? batch.OrdinalOf(row));
        }
    }
}
