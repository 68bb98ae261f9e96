using FraiseqlData.Constraints;
using FraiseqlData.Core.Tests.Generation.Sources;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Rules;

/// <summary>Which generator a column gets, by table, name and type.</summary>
public sealed class NameRulesTests
{
    [Theory]
    [InlineData("first_name", "first_name")]
    [InlineData("FirstName", "first_name")]
    [InlineData("firstName", "first_name")]
    [InlineData("firstname", "first_name")]
    [InlineData("\"Given Name\"", "first_name")]
    [InlineData("customer_first_name", "first_name")]
    [InlineData("last_name", "last_name")]
    [InlineData("surname", "last_name")]
    [InlineData("middle_name", "middle_name")]
    [InlineData("full_name", "full_name")]
    [InlineData("username", "username")]
    [InlineData("user_name", "username")]
    [InlineData("email", "email")]
    [InlineData("billing_email", "email")]
    [InlineData("email_address", "email")]
    [InlineData("e_mail", "email")]
    [InlineData("eMail", "email")]
    [InlineData("contact_phone", "phone")]
    [InlineData("mobileNumber", "phone")]
    [InlineData("fax", "phone")]
    [InlineData("title_of_courtesy", "salutation")]
    [InlineData("ship_name", "full_name")]
    [InlineData("street", "street_address")]
    [InlineData("address", "street_address")]
    [InlineData("address_line1", "street_address")]
    [InlineData("address2", "address_line_2")]
    [InlineData("shipping_city", "city")]
    [InlineData("province", "state")]
    [InlineData("zip", "postal_code")]
    [InlineData("postalCode", "postal_code")]
    [InlineData("country", "country")]
    [InlineData("country_code", "country_code")]
    [InlineData("company_name", "company")]
    [InlineData("job_title", "job_title")]
    [InlineData("department", "department")]
    [InlineData("product_name", "product")]
    [InlineData("sku", "sku")]
    [InlineData("currency", "currency")]
    [InlineData("currency_code", "currency")]
    [InlineData("description", "description")]
    [InlineData("description_fr", "description")]
    [InlineData("notes", "notes")]
    [InlineData("internal_comment", "notes")]
    [InlineData("bio", "bio")]
    [InlineData("summary", "summary")]
    [InlineData("body", "message")]
    [InlineData("title", "title")]
    [InlineData("subject", "subject_line")]
    [InlineData("website", "url")]
    [InlineData("linkedin_url", "url")]
    [InlineData("avatarUrl", "image_url")]
    [InlineData("slug", "slug")]
    [InlineData("domain", "domain")]
    [InlineData("ip_address", "ip")]
    [InlineData("user_agent", "user_agent")]
    [InlineData("mime_type", "mime_type")]
    [InlineData("file_name", "file_name")]
    [InlineData("file_path", "file_path")]
    [InlineData("extension", "file_extension")]
    [InlineData("colour", "colour")]
    [InlineData("background_color", "hex_colour")]
    [InlineData("app_version", "version")]
    [InlineData("status", "status")]
    [InlineData("state", "status")]
    [InlineData("kind", "type")]
    [InlineData("priority", "priority")]
    [InlineData("role", "role")]
    [InlineData("level", "level")]
    [InlineData("category", "category")]
    [InlineData("language", "language_code")]
    [InlineData("locale", "locale")]
    [InlineData("time_zone", "time_zone")]
    [InlineData("timezone", "time_zone")]
    [InlineData("iban", "iban")]
    [InlineData("vat_number", "vat_number")]
    [InlineData("tax_id", "tax_number")]
    [InlineData("ssn", "ssn")]
    [InlineData("password_hash", "password_hash")]
    [InlineData("password", "password_hash")]
    [InlineData("api_key", "token")]
    [InlineData("checksum", "hash")]
    [InlineData("request_id", "uuid_text")]
    [InlineData("machine_serial_number", "serial_number")]
    [InlineData("model_number", "model_number")]
    [InlineData("gender", "gender")]
    [InlineData("salutation", "salutation")]
    [InlineData("nationality", "nationality")]
    [InlineData("order_number", "order_number")]
    [InlineData("invoice_no", "invoice_number")]
    [InlineData("reference", "code")]
    [InlineData("isbn", "isbn")]
    [InlineData("ean", "barcode")]
    [InlineData("vorname", "first_name")]
    [InlineData("nachname", "last_name")]
    [InlineData("straße", "street_address")]
    [InlineData("hausnummer", "house_number")]
    [InlineData("plz", "postal_code")]
    [InlineData("ort", "city")]
    [InlineData("prenom", "first_name")]
    [InlineData("prénom", "first_name")]
    [InlineData("code_postal", "postal_code")]
    [InlineData("ville", "city")]
    [InlineData("correo_electronico", "email")]
    [InlineData("apellidos", "last_name")]
    [InlineData("direccion", "street_address")]
    [InlineData("bemerkung", "notes")]
    [InlineData("foo", "text")]
    [InlineData("date_format", "text")]
    [InlineData("candidate", "text")]
    [InlineData("velocity", "text")]
    [InlineData("photofilename", "image_file")]
    [InlineData("account_id", "text_key")]
    [InlineData("paused_by", "username")]
    public void Text_column_gets_the_generator_of_its_name(string column, string generator) =>
        SourceBench.Source(SourceBench.Text(column), table: "tb_record").Name.ShouldBe(generator);

    [Theory]
    [InlineData("alert_pools", "name", " alert pool")]
    [InlineData("tb_pool", "name", " pool")]
    [InlineData("tb_pool", "wine_cellar_name", " wine cellar")]
    public void Name_of_an_unknown_thing_has_the_schemas_own_word(string table, string name, string ending)
    {
        var column = SourceBench.Text(name);
        var source = SourceBench.Source(column, table: table);
        SourceBench.Draw(source, column, 20).ShouldAllBe(v => ((string)v!).EndsWith(ending));
        SourceBench.Distinct(source, column, [.. Enumerable.Range(0, 1000).Select(i => (ulong)i)]).Distinct().Count().ShouldBe(1000);
    }

    [Fact]
    public void Enum_is_not_touched_by_its_name()
    {
        var type = new PgType { Oid = 2, Name = new("public", "mood"), Kind = PgTypeKind.Enum, SqlName = "mood", Labels = ["sad", "happy"] };
        var column = SourceBench.Column("status", type);
        var source = SourceBench.Source(column);
        source.Name.ShouldBe("enum");
        SourceBench.Draw(source, column, 20).Distinct().ShouldBe(["sad", "happy"], ignoreOrder: true);
    }

    [Fact]
    public void State_beside_a_city_is_a_place()
    {
        var state = SourceBench.Text("state");
        SourceBench.Catalog.ForColumn(SourceBench.Table("tb_record", state, SourceBench.Text("billing_city")), state, ColumnDomain.Any, false)!.Name.ShouldBe("state");
    }

    [Theory]
    [InlineData("commentable_type", "commentable_id", "record_type")]
    [InlineData("record_type", "record_id", "record_type")]
    [InlineData("record_type", "recording", "type")]
    public void Type_beside_a_key_of_its_name_is_that_of_a_record(string column, string beside, string generator)
    {
        var type = SourceBench.Text(column);
        SourceBench.Catalog.ForColumn(SourceBench.Table("notes", type, SourceBench.Text(beside)), type, ColumnDomain.Any, false)!.Name.ShouldBe(generator);
    }

    [Fact]
    public void Payment_of_a_rental_is_small()
    {
        var amount = SourceBench.Numeric("amount", 5, 2);
        SourceBench.Catalog.ForColumn(SourceBench.Table("payment", amount, SourceBench.Text("rental_id")), amount, ColumnDomain.Any, false)!.Name.ShouldBe("rental_rate");
    }

    [Fact]
    public void Title_beside_a_message_is_its_subject()
    {
        var title = SourceBench.Text("title");
        SourceBench.Catalog.ForColumn(SourceBench.Table("customer_contacts", title, SourceBench.Text("body")), title, ColumnDomain.Any, false)!.Name.ShouldBe("subject_line");
    }

    [Fact]
    public void Extension_beside_a_phone_is_a_number()
    {
        var extension = SourceBench.Text("extension");
        SourceBench.Catalog.ForColumn(SourceBench.Table("tb_record", extension, SourceBench.Text("home_phone")), extension, ColumnDomain.Any, false)!.Name.ShouldBe("phone_extension");
    }

    [Theory]
    [InlineData("region", "region_description", 60, "state")]
    [InlineData("order_status", "description", 50, "status")]
    [InlineData("region", "region_description", -1, "description")]
    [InlineData("region", "climate_description", 60, "description")]
    [InlineData("gadget", "gadget_description", 60, "description")]
    public void Short_description_is_a_name_where_the_row_has_no_other(string table, string column, int length, string generator)
    {
        var description = length < 0 ? SourceBench.Text(column) : SourceBench.Varchar(column, length);
        SourceBench.Catalog.ForColumn(SourceBench.Table(table, description), description, ColumnDomain.Any, false)!.Name.ShouldBe(generator);
        var name = SourceBench.Text("short_name");
        SourceBench.Catalog.ForColumn(SourceBench.Table(table, name, description), description, ColumnDomain.Any, false)!.Name.ShouldBe("description");
    }

    [Theory]
    [InlineData("is_active", 0.7, 1.0)]
    [InlineData("isDeleted", 0.0, 0.2)]
    [InlineData("has_garden", 0.3, 0.7)]
    public void Flag_is_set_as_often_as_its_name_says(string name, double least, double most)
    {
        var column = SourceBench.Column(name, SourceBench.Type("bool"));
        SourceBench.Draw(SourceBench.Source(column), column, 500).Average(v => (bool)v! ? 1.0 : 0.0).ShouldBeInRange(least, most);
    }

    [Fact]
    public void Short_column_takes_letters_for_words()
    {
        var column = SourceBench.Column("gender", SourceBench.Type("bpchar"), 5);
        SourceBench.Draw(SourceBench.Source(column), column, 50).Distinct().ShouldBe(["F", "M", "X"], ignoreOrder: true);
    }

    [Fact]
    public void Every_rule_names_a_generator_that_exists() =>
        NameRules.All.Select(r => r.Generator).Except(Generators.All.Keys).ShouldBeEmpty();

    [Fact]
    public void Hundred_and_fifty_names_are_known() => NameRules.All.SelectMany(r => r.Names.Split('|')).Distinct().Count().ShouldBeGreaterThan(150);

    [Fact]
    public void Reason_says_which_name_was_met() => SourceBench.Source(SourceBench.Text("billing_email")).Reason.ShouldBe("name 'email'");
}
