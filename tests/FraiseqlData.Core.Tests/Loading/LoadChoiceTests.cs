using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

public sealed class LoadChoiceTests
{
    static LoadChoice Choose(bool writes = true, bool readsBack = false, bool isBinary = true, bool isSecured = false, params RewriteRule[] rules)
    {
        var type = new PgType { Oid = 25, Name = new("pg_catalog", "text"), Kind = PgTypeKind.Base, SqlName = "text", HasBinaryInput = isBinary };
        var table = new Table
        {
            Oid = 1,
            Name = new("public", "t"),
            Columns = [new Column { Name = "a", Position = 1, Type = type, SqlType = "text" }],
            RowSecurityActive = isSecured,
            Rules = rules,
        };
        BatchStep[] steps = writes ? [new NothingStep()] : [];
        var program = new SegmentProgram(new RowSegment(0, 1, new Dictionary<string, ColumnOverride>(), null), [.. table.Columns.Select(TypeCodecs.For)], steps, null, 1);
        return LoadChoice.For(table, program, readsBack);
    }

    [Fact]
    public void Binary_copy_is_the_rule() => Choose().ShouldBe(new LoadChoice(LoadPath.BinaryCopy, "every written type has a binary form"));

    [Fact]
    public void Type_without_binary_form_makes_it_text() => Choose(isBinary: false).ShouldBe(new LoadChoice(LoadPath.TextCopy, "the type text of a has no binary form"));

    [Fact]
    public void Row_level_security_rules_and_keys_to_read_back_make_it_insert()
    {
        Choose(isSecured: true).ShouldBe(new LoadChoice(LoadPath.Insert, "row-level security applies to the role, and COPY is refused"));
        Choose(rules: new RewriteRule("r", false)).ShouldBe(new LoadChoice(LoadPath.Insert, "COPY would bypass the rule \"r\""));
        Choose(readsBack: true).ShouldBe(new LoadChoice(LoadPath.Insert, "other tables need keys that only the server knows"));
    }

    [Fact]
    public void Nothing_to_write_makes_it_defaults() => Choose(writes: false, isSecured: true).Path.ShouldBe(LoadPath.InsertDefaults);

    sealed class NothingStep : BatchStep
    {
        public override ColumnAccount AccountFor(int _) => new("test", "");

        public override IReadOnlyList<int> Writes => [0];

        public override void Fill(RowBatch batch, int start, int end, int attempt)
        {
        }
    }
}
