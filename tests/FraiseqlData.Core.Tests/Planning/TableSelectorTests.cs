using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;
using static FraiseqlData.Core.Tests.Infrastructure.SchemaSketch;

namespace FraiseqlData.Core.Tests.Planning;

public sealed class TableSelectorTests
{
    static readonly DatabaseSchema Shop = SchemaOf(
        Table("catalog.tb_model"), Table("catalog.tb_manufacturer"), Table("tenant.tb_model"), Table("tenant.tb_location"),
        Table("public.customer"), Table("public.Order"), Table("public.we.ird*name"), Table("public.schema_migrations"), ReadModel);

    static Table ReadModel => new() { Oid = 1, Name = Name("catalog.tv_model"), Columns = [Column("id", Uuid), Column("data", Base("jsonb", "jsonb", 'U', 3802))] };

    [Theory]
    [InlineData("tb_manufacturer", "catalog.tb_manufacturer")]
    [InlineData("TB_MANUFACTURER", "catalog.tb_manufacturer")]
    [InlineData("tenant.tb_model", "tenant.tb_model")]
    [InlineData("customer", "public.customer")]
    [InlineData("order", "public.Order")]
    [InlineData("\"Order\"", "public.Order")]
    [InlineData("we.ird*name", "public.we.ird*name")]
    [InlineData("public.\"we.ird*name\"", "public.we.ird*name")]
    [InlineData("public.we.ird*name", "public.we.ird*name")]
    [InlineData("schema_migrations", "public.schema_migrations")]
    [InlineData("catalog.tv_model", "catalog.tv_model")]
    public void Name_finds_its_table(string name, string expected) => Select(name).Tables.Single().Name.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("tb_*", "catalog.tb_manufacturer catalog.tb_model tenant.tb_location tenant.tb_model")]
    [InlineData("catalog.*", "catalog.tb_manufacturer catalog.tb_model")]
    [InlineData("*.tb_m*", "catalog.tb_manufacturer catalog.tb_model tenant.tb_model")]
    [InlineData("tb_?odel", "catalog.tb_model tenant.tb_model")]
    public void Wildcard_finds_all_that_match(string pattern, string expected) =>
        string.Join(' ', Select(pattern).Tables.Select(t => t.Name)).ShouldBe(expected);

    [Fact]
    public void Wildcard_passes_over_histories_and_read_models_and_says_so() =>
        Select("*").LeftOut.Select(l => $"{l.Name}: {l.Reason}").ShouldBe(["catalog.tv_model: a FraiseQL read model", "public.schema_migrations: a migration history"]);

    [Fact]
    public void Exclude_takes_tables_out() =>
        new TableSelector(Shop, []).Select("tb_*", ["tb_model"]).Tables.Select(t => t.Name.Name).ShouldBe(["tb_manufacturer", "tb_location"]);

    [Fact]
    public void Plan_schemas_settle_an_ambiguous_name_and_bound_a_wildcard()
    {
        new TableSelector(Shop, ["tenant"]).Select("tb_model", []).Tables.Single().Name.Schema.ShouldBe("tenant");
        new TableSelector(Shop, ["tenant"]).Select("*", []).Tables.Select(t => t.Name.Schema).Distinct().ShouldBe(["tenant"]);
    }

    [Fact]
    public void Plan_schema_may_be_written_in_another_case_and_a_misspelt_one_is_an_error()
    {
        new TableSelector(Shop, ["TENANT"]).Select("*", []).Tables.Count.ShouldBe(2);
        Should.Throw<FraiseqlDataException>(() => new TableSelector(Shop, ["tennant"])).Message.ShouldContain("Did you mean 'tenant'?");
    }

    [Fact]
    public void Plan_schemas_hide_a_table_of_another_schema_unless_it_is_qualified()
    {
        Should.Throw<FraiseqlDataException>(() => new TableSelector(Shop, ["tenant"]).Select("customer", [])).Id.ShouldBe("FqTableNotFound");
        new TableSelector(Shop, ["tenant"]).Select("public.customer", []).Tables.Count.ShouldBe(1);
    }

    [Fact]
    public void Ambiguous_name_lists_the_schemas()
    {
        var error = Should.Throw<FraiseqlDataException>(() => Select("tb_model"));
        error.Id.ShouldBe("FqTableAmbiguous");
        error.Message.ShouldContain("catalog.tb_model, tenant.tb_model");
    }

    [Theory]
    [InlineData("tb_manufcaturer", "FqTableNotFound", "tb_manufacturer")]
    [InlineData("catlog.tb_model", "FqSchemaNotFound", "catalog")]
    [InlineData("tenant.tb_locaton", "FqTableNotFound", "tb_location")]
    public void Misspelt_name_suggests_the_nearest(string name, string id, string suggestion)
    {
        var error = Should.Throw<FraiseqlDataException>(() => Select(name));
        error.Id.ShouldBe(id);
        error.Message.ShouldContain($"Did you mean '{suggestion}'?");
    }

    [Fact]
    public void Wildcard_that_matches_nothing_is_an_error() => Should.Throw<FraiseqlDataException>(() => Select("zz_*")).Id.ShouldBe("FqTableNotFound");

    [Fact]
    public void View_is_refused_by_name_and_passed_over_by_wildcard()
    {
        var view = new Table { Oid = 1, Name = new("public", "v_x"), Columns = [Column("a", Text)], Kind = RelationKind.View };
        var schema = SchemaOf(Table("x"), view);
        var error = Should.Throw<FraiseqlDataException>(() => new TableSelector(schema, []).Select("v_x", []));
        error.Id.ShouldBe("FqTableNotFillable");
        error.Message.ShouldContain("a view");
        new TableSelector(schema, []).Select("*", []).LeftOut.Single().Reason.ShouldBe("a view");
    }

    [Fact]
    public void Table_without_insert_privilege_is_refused_by_name()
    {
        var table = new Table { Oid = 1, Name = new("public", "x"), Columns = [Column("a", Text)], CanInsert = false };
        Should.Throw<FraiseqlDataException>(() => new TableSelector(SchemaOf(table), []).Select("x", [])).Id.ShouldBe("FqPrivilegeMissing");
    }

    static Selection Select(string pattern) => new TableSelector(Shop, []).Select(pattern, []);
}
