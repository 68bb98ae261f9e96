using FraiseqlData.Core.Tests.Generation.Sources;
using FraiseqlData.Generation;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Rules;

/// <summary>The columns that real schemas have most often, counted in a hundred public ones, and others that everybody has, get more than their type says.</summary>
public sealed class CommonColumnsTests
{
    const string Texts = """
        description title status state code type kind label url link key version email username comment comments number token source currency note notes body provider priority display_name slug
        message reason phone address tag country city category action text content first_name last_name middle_name full_name role path subject password domain locale language ip color size identifier
        event event_type resource_type entity_type user_agent postal_code zip format fingerprint unit host hostname content_type author uri short_name file_name filename mime_type gender refresh_token
        access_token secret public_key private_key reference redirect_uri level frequency error_message summary remarks checksum hash signature reference_number region question purpose payment_method
        image time_zone timezone company organization department job_title location street state_province house_number iban bic vat_number tax_id sku barcode serial_number model brand manufacturer
        order_number invoice_number tracking_number country_code currency_code language_code ip_address mac_address browser os device device_type avatar website bio nickname salutation suffix
        marital_status nationality external_id session_id request_id scope environment severity log_level channel team group_name endpoint created_by updated_by error queue icon namespace
        """;

    const string Numbers = "amount quantity count position sort_order rank weight height width length price total score rating year month latitude longitude duration age population rate discount tax balance percentage views attempts retry_count file_size tax_rate";

    const string Moments = """
        created_at updated_at inserted_at created modified_at last_updated last_update started_at finished_at expires_at start_date end_date start_time end_time published_at completed_at queued_at
        requested_at revoked_at locked_at last_used_at last_accessed_at modified_date create_date create_time update_time payment_date birth_date due_date timestamp date entry_date import_date
        resolved_at canceled_at issued_at stopped_at processed_at last_login creation_time changed
        """;

    const string Documents = "metadata data payload settings config options properties params custom_fields tags extra attributes preferences address items";

    const string Flags = "active enabled is_active deleted published is_default is_public locked verified is_admin archived visible";

    public static TheoryData<string, string> Columns =>
        [.. new[] { (Texts, "text"), (Numbers, "numeric"), (Moments, "timestamptz"), (Documents, "jsonb"), (Flags, "bool") }
            .SelectMany(t => t.Item1.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(name => new TheoryDataRow<string, string>(name, t.Item2)))];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Common_column_gets_a_generator_of_its_name(string name, string type)
    {
        var source = SourceBench.Source(type == "numeric" ? SourceBench.Numeric(name, 12, 2) : SourceBench.Column(name, SourceBench.Type(type)), table: "tb_record");
        source.Origin.ShouldBe(SourceOrigin.Name, source.Name);
        source.Reason.ShouldStartWith("name '");
    }

    [Fact]
    public void There_are_more_than_a_hundred_and_fifty() => Columns.Count.ShouldBeGreaterThan(150);
}
