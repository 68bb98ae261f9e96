using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Judges candidate rows by inserting them, so that triggers and every constraint have their say. Who asks undoes it.</summary>
sealed class TrialInsert : ServerJudge
{
    /// <summary>Creates the statement.</summary>
    /// <param name="table">The table.</param>
    /// <param name="program">Makes the rows.</param>
    /// <param name="keeps">Whether rows that were accepted stay, so that later ones meet them.</param>
    public TrialInsert(Table table, SegmentProgram program, bool keeps)
        : base(program.Codecs, program.Written, 1)
    {
        Keeps = keeps;
        var (written, computed) = (program.Written.Select(c => table.Columns[c]).ToList(), program.Expressions.Select(e => table.Columns[e.Column]));
        var columns = written.Concat(computed).ToList();
        var overriding = columns.Exists(c => c.Identity == IdentityKind.Always) ? " OVERRIDING SYSTEM VALUE" : "";
        var (alias, values) = (QualifiedName.Quote(table.Name.Name), program.Written.Select(c => $"{Name(c)}::{table.Columns[c].SqlType} AS {QualifiedName.Quote(table.Columns[c].Name)}"));
        Sql = $"INSERT INTO {table.Name.ToSql()} ({string.Join(", ", columns.Select(c => QualifiedName.Quote(c.Name)))}){overriding} "
            + $"SELECT {string.Join(", ", written.Select(c => $"{alias}.{QualifiedName.Quote(c.Name)}").Concat(program.Expressions.Select(e => $"({e.Sql}\n)")))} "
            + $"FROM (SELECT {string.Join(", ", values.Prepend("fq_n"))} FROM {Candidates}) AS {alias} ORDER BY fq_n";
    }

    protected override string Sql { get; }

    protected override bool Keeps { get; }

    // Candidates for one row have its key in common.
    protected override bool IsOneByOne => !Keeps;
}
