using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Rows of partitions that do not all declare the same.</summary>
public sealed class PartitionedRowsTests
{
    [Fact]
    public async Task Partition_without_a_foreign_key_refers_to_what_the_others_refer_to()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE customer (id int PRIMARY KEY); CREATE TABLE shop (id int PRIMARY KEY); CREATE TABLE branch (id int PRIMARY KEY);
            CREATE TABLE payment (id int NOT NULL, customer_id int NOT NULL, place_id int NOT NULL, kind text NOT NULL) PARTITION BY LIST (kind);
            CREATE TABLE payment_cash PARTITION OF payment (FOREIGN KEY (customer_id) REFERENCES customer, FOREIGN KEY (place_id) REFERENCES shop) FOR VALUES IN ('cash');
            CREATE TABLE payment_card PARTITION OF payment (FOREIGN KEY (place_id) REFERENCES branch) FOR VALUES IN ('card');
            CREATE TABLE payment_voucher PARTITION OF payment FOR VALUES IN ('voucher');
            """);
        _ = await scene.FillAsync("*", 15);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM payment")).ShouldBe(15);
        (await scene.RowsAsync("SELECT tableoid::regclass FROM payment GROUP BY 1")).Count.ShouldBe(3);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM payment WHERE customer_id NOT IN (SELECT id FROM customer)")).ShouldBe(0);
    }
}
