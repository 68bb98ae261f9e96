using System.Globalization;
using System.Text;
using CsCheck;
using FraiseqlData.Values;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Values;

/// <summary>What must hold for all values, tried with random ones on a real server: all forms mean the same, and what is read is what was written.</summary>
public sealed class LawTests(CodecFixture fixture) : IClassFixture<CodecFixture>
{
    const int Rows = 200;
    const int Rounds = 5;

    static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["ab'\"\\,{}()[];:=> \t\n\r\b\f\v\u00A0\u3000NUL"], 0, 12],
        Gen.OneOf("", "NULL", "null", "\\N", "\\.", "😀", "👩‍👩‍👧", "é\u0301", "\u200B", "$$", "--", "/*", "E'\\''", "\uFEFF", "\u0001", "\u007F"));

    static readonly Gen<DateTime> Moments = Gen.Long[0, DateTime.MaxValue.Ticks].Select(ticks => new DateTime(ticks));

    [Fact]
    public Task Numeric_keeps_every_digit() => HoldsAsync("numeric", Gen.OneOf(Gen.Decimal, Gen.Select(Gen.Long, Gen.Int[0, 28], Scaled)).Select(v => (object)v));

    [Fact]
    public Task Double_keeps_every_bit() => HoldsAsync("double precision", Gen.Long.Select(bits => (object)BitConverter.Int64BitsToDouble(bits)));

    [Fact]
    public Task Real_keeps_every_bit() => HoldsAsync("real", Gen.Int.Select(bits => (object)BitConverter.Int32BitsToSingle(bits)));

    [Fact]
    public Task Date_is_kept() => HoldsAsync("date", Moments.Select(v => (object)DateOnly.FromDateTime(v)));

    [Fact]
    public Task Time_is_kept_to_the_microsecond() => HoldsAsync("time", Moments.Select(v => (object)TimeOnly.FromDateTime(Whole(v))));

    [Fact]
    public Task Timestamp_is_kept_to_the_microsecond() => HoldsAsync("timestamp", Moments.Select(v => (object)Whole(v)));

    [Fact]
    public Task Timestamptz_is_kept_to_the_microsecond() => HoldsAsync("timestamptz", Moments.Select(v => (object)DateTime.SpecifyKind(Whole(v), DateTimeKind.Utc)));

    [Fact]
    public Task Timestamp_below_a_microsecond_is_cut_alike_in_all_forms() => FormsAgreeAsync("timestamp", Moments.Select(v => (object)v));

    [Fact]
    public Task Interval_is_kept() => HoldsAsync(
        "interval", Gen.Select(Gen.Int[-2_000_000_000, 2_000_000_000], Gen.Int, Gen.Long[-1L << 60, 1L << 60], (m, d, u) => (object)new IntervalValue(m, d, u).ToString()));

    [Fact]
    public Task Uuid_is_kept() => HoldsAsync("uuid", Gen.Guid.Select(v => (object)v));

    [Fact]
    public Task Bytea_is_kept() => HoldsAsync("bytea", Gen.Byte.Array[0, 20].Select(v => (object)v));

    [Fact]
    public Task Text_is_kept() => HoldsAsync("text", Texts.Select(v => (object)v));

    [Fact]
    public Task Bits_are_kept() => HoldsAsync("varbit", Gen.String[Gen.Char["01"], 0, 40].Select(v => (object)v));

    [Fact]
    public Task Array_of_text_is_kept() => HoldsAsync("text[]", Texts.Null().Array[0, 5].Select(v => (object)v.ToArray<object?>()));

    [Fact]
    public Task Array_of_two_dimensions_is_kept() => HoldsAsync(
        "text[]", Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3]).SelectMany((rows, columns) => Texts.Null().Array[columns].Select(v => (object?)v.ToArray<object?>()).Array[rows]).Select(v => (object)v));

    [Fact]
    public Task Array_of_booleans_is_kept() => HoldsAsync("bool[]", Gen.Bool.Array[0, 5].Select(v => (object)v.Cast<object?>().ToArray()));

    [Fact]
    public Task Composite_is_kept() => HoldsAsync("single", Texts.Select(v => (object)RecordText.Write([v])));

    [Fact]
    public Task Composite_within_an_array_is_kept() => HoldsAsync("single[]", Texts.Array[0, 3].Select(v => (object)v.Select(part => (object?)RecordText.Write([part])).ToArray()));

    [Fact]
    public Task Range_of_text_is_kept() => HoldsAsync(
        "textrange", Gen.Select(Texts, Texts).Where((a, b) => string.CompareOrdinal(Utf8(a), Utf8(b)) < 0).Select((a, b) => (object)new RangeText(false, true, false, a, b).ToString()));

    [Fact]
    public Task Json_keeps_text() => HoldsAsync("json", Texts.Select(v => (object)JsonText.Of(new object?[] { v })));

    [Fact]
    public Task Hstore_keeps_text() => FormsAgreeAsync("hstore", Gen.Select(Texts, Texts.Null()).Select((k, v) => (object)new Dictionary<string, string?> { [k] = v }));

    [Fact]
    public async Task Interval_text_means_what_the_server_reads()
    {
        var part = Gen.Select(
            Gen.OneOf("", "-", "+"), Gen.Int[0, 400], Gen.OneOf("", "", ".5", ".123456"),
            Gen.OneOf("weeks", "day", "d", "hours", "h", "min", "m", "secs", "s", "ms"), (sign, number, fraction, unit) => $"{sign}{number}{fraction} {unit}");
        var whole = Gen.Select(Gen.OneOf("", "-"), Gen.Int[0, 400], Gen.OneOf("year", "y", "mons", "month", "decades", "century"), (sign, number, unit) => $"{sign}{number} {unit}");
        var time = Gen.Select(Gen.OneOf("", "-", "+"), Gen.Int[0, 200], Gen.Int[0, 59], Gen.OneOf("", ":07", ":59.999999", ":1.5"), (sign, h, m, s) => $"{sign}{h}:{m:00}{s}");
        var text = Gen.Select(whole, part, time, Gen.Int[0, 6], Gen.OneOf("", " ago"), (w, p, t, which, ago) => which switch
        {
            0 => w + ago,
            1 => p + ago,
            2 => t,
            3 => $"{w} {t}",
            4 => $"{w} {p}{ago}",
            5 => $"@ {w} {p}",
            _ => $"{w}, {t}",
        });
        var table = await fixture.TableAsync("interval");
        await text.Array[Rows].SampleAsync(
            async texts => (await table.ThroughTextCopyAsync(Raw(table, texts))).ShouldBe(texts.Select(t => (string?)table.Codec.FromUser(t))), iter: Rounds, threads: 1);
    }

    async Task HoldsAsync(string type, Gen<object> values)
    {
        var table = await fixture.TableAsync(type);
        await values.Array[Rows].SampleAsync(
            async sample => (await ThroughAllAsync(table, sample)).Select(text => table.Codec.Parse(text!)).ShouldBe(sample), iter: Rounds, threads: 1);
    }

    async Task FormsAgreeAsync(string type, Gen<object> values)
    {
        var table = await fixture.TableAsync(type);
        await values.Array[Rows].SampleAsync(async sample => await ThroughAllAsync(table, sample), iter: Rounds, threads: 1);
    }

    static async Task<string?[]> ThroughAllAsync(CodecTable table, object[] sample)
    {
        var vector = table.Vector(sample);
        var texts = await table.ThroughTextCopyAsync(vector);
        (await table.ThroughInsertAsync(vector)).ShouldBe(texts);
        (await table.ThroughCastInsertAsync(vector)).ShouldBe(texts);
        if (table.Codec.HasBinary)
            (await table.ThroughBinaryCopyAsync(vector)).ShouldBe(texts);
        return texts;
    }

    static ColumnVector Raw(CodecTable table, string[] texts)
    {
        var vector = table.Codec.CreateVector(texts.Length);
        for (var i = 0; i < texts.Length; i++)
            vector.SetValue(i, texts[i]);
        return vector;
    }

    static decimal Scaled(long digits, int scale) => decimal.Parse($"{digits}e-{scale}", NumberStyles.Float, CultureInfo.InvariantCulture);

    static DateTime Whole(DateTime value) => value.AddTicks(-(value.Ticks % TimeSpan.TicksPerMicrosecond));

    // Ranges compare by bytes under the C collation.
    static string Utf8(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
