using FraiseqlData.Core.Tests.Generation.Sources;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Rules;

/// <summary>Which generator a column gets whose table says what it is.</summary>
public sealed class NameInTableTests
{
    [Theory]
    [InlineData("tb_user", "name", "full_name")]
    [InlineData("tb_user", "username", "username")]
    [InlineData("customers", "customername", "full_name")]
    [InlineData("tb_order", "customer_name", "full_name")]
    [InlineData("tb_manufacturer", "name", "company")]
    [InlineData("suppliers", "name", "company")]
    [InlineData("tb_product", "name", "product")]
    [InlineData("Product", "ProductName", "product")]
    [InlineData("tb_model", "name", "model_name")]
    [InlineData("categories", "name", "category")]
    [InlineData("cities", "name", "city")]
    [InlineData("tb_country", "name", "country")]
    [InlineData("tb_country", "code", "country_code")]
    [InlineData("currencies", "code", "currency")]
    [InlineData("languages", "name", "language")]
    [InlineData("employee", "title", "job_title")]
    [InlineData("customer", "title", "salutation")]
    [InlineData("orders", "status", "order_status")]
    [InlineData("payments", "status", "payment_status")]
    [InlineData("tasks", "state", "task_status")]
    [InlineData("coupons", "code", "coupon_code")]
    [InlineData("files", "name", "file_name")]
    [InlineData("reviews", "comment", "review")]
    [InlineData("tb_thing", "name", "thing_name")]
    [InlineData("tb_record", "pool_name", "thing_name")]
    [InlineData("tb_x23", "name", "text")]
    [InlineData("film", "title", "film_title")]
    [InlineData("album", "title", "album_title")]
    [InlineData("track", "name", "song_title")]
    [InlineData("books", "title", "book_title")]
    [InlineData("customers", "contact_title", "job_title")]
    [InlineData("states", "abbreviation", "state_code")]
    [InlineData("addresses", "neighborhood", "neighbourhood")]
    [InlineData("products", "quantity_per_unit", "packaging")]
    [InlineData("exchange_rates", "from", "currency")]
    [InlineData("exchange_rates", "to", "currency")]
    [InlineData("configurations", "timezone_str", "time_zone")]
    [InlineData("tb_task", "title", "task_title")]
    [InlineData("scrapreason", "name", "defect")]
    [InlineData("warehouse", "name", "warehouse")]
    [InlineData("genre", "name", "genre")]
    [InlineData("phonenumbertype", "name", "phone_type")]
    [InlineData("person.ship_method", "name", "delivery_method")]
    [InlineData("unitmeasure", "unitmeasurecode", "unit")]
    [InlineData("product", "weightunitmeasurecode", "weight_unit")]
    [InlineData("parcel", "dimension_unit", "length_unit")]
    [InlineData("payment_card", "brand", "card_type")]
    [InlineData("countryregion", "countryregioncode", "country_code")]
    [InlineData("salesorderheader", "purchaseordernumber", "order_number")]
    [InlineData("salesorderdetail", "carriertrackingnumber", "tracking_number")]
    [InlineData("employee", "nationalidnumber", "ssn")]
    public void Table_decides_what_a_name_is(string table, string column, string generator) =>
        SourceBench.Source(SourceBench.Text(column), table: table).Name.ShouldBe(generator);
}
