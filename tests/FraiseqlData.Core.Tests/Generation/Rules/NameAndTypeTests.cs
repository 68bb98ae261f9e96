using FraiseqlData.Core.Tests.Generation.Sources;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Rules;

/// <summary>Which generator a column gets whose type decides before its name.</summary>
public sealed class NameAndTypeTests
{
    [Theory]
    [InlineData("price", "numeric", "price")]
    [InlineData("unit_price_eur", "numeric", "price")]
    [InlineData("total_amount", "money", "amount")]
    [InlineData("discount_rate", "float8", "discount_percent")]
    [InlineData("quantity", "int4", "quantity")]
    [InlineData("stock", "int4", "stock")]
    [InlineData("weight_kg", "numeric", "weight")]
    [InlineData("latitude", "float8", "latitude")]
    [InlineData("lng", "numeric", "longitude")]
    [InlineData("rating", "int2", "rating")]
    [InlineData("score", "int4", "score")]
    [InlineData("sort_order", "int4", "position")]
    [InlineData("year", "int4", "year")]
    [InlineData("month", "int2", "month")]
    [InlineData("file_size", "int8", "file_size")]
    [InlineData("status", "int4", "status")]
    [InlineData("phone", "int8", "integer")]
    [InlineData("first_name", "int4", "integer")]
    [InlineData("created_at", "timestamptz", "past")]
    [InlineData("createdAt", "timestamp", "past")]
    [InlineData("created_at", "int8", "past")]
    [InlineData("updated_at", "timestamptz", "recent")]
    [InlineData("expires_at", "timestamptz", "future")]
    [InlineData("started_at", "timestamptz", "start_date")]
    [InlineData("birth_date", "date", "birth_date")]
    [InlineData("geburtsdatum", "date", "birth_date")]
    [InlineData("some_day", "date", "date")]
    [InlineData("opening_hours", "time", "time")]
    [InlineData("settings", "jsonb", "json_settings")]
    [InlineData("metadata", "jsonb", "json_metadata")]
    [InlineData("address", "jsonb", "json_address")]
    [InlineData("blob", "jsonb", "json")]
    [InlineData("ip_address", "inet", "ip")]
    [InlineData("is_active", "bool", "boolean")]
    [InlineData("is_tricky", "int2", "flag")]
    [InlineData("has_garden", "int4", "flag")]
    [InlineData("discontinued", "int4", "flag")]
    [InlineData("island", "int4", "integer")]
    [InlineData("email", "uuid", "uuid")]
    [InlineData("preis", "numeric", "price")]
    [InlineData("menge", "int4", "quantity")]
    [InlineData("prix_unitaire", "numeric", "price")]
    [InlineData("orderqty", "int4", "quantity")]
    [InlineData("standardcost", "numeric", "cost")]
    [InlineData("reviewdate", "timestamp", "past")]
    [InlineData("account", "int4", "integer")]
    [InlineData("daystomanufacture", "int4", "few_days")]
    [InlineData("saleslastyear", "numeric", "revenue")]
    [InlineData("taxamt", "numeric", "tax")]
    [InlineData("sickleavehours", "int2", "hours")]
    [InlineData("modifieddate", "timestamp", "recent")]
    public void Type_decides_before_the_name(string column, string type, string generator) =>
        SourceBench.Source(SourceBench.Column(column, SourceBench.Type(type)), table: "tb_record").Name.ShouldBe(generator);
}
