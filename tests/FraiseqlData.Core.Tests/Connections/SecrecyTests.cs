using System.Text.Json;
using CsCheck;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Connections;

public sealed class SecrecyTests
{
    // Parts long and odd enough that none occurs by chance, joined by everything that means something in some form of a connection.
    static readonly Gen<string> Part = Gen.Char["QXZJqxzj79"].Array[8, 12].Select(c => new string(c));
    static readonly Gen<string[]> Parts = Part.Array[1, 3];
    static readonly Gen<string> Joint = Gen.OneOf(new[] { ";", "=", "@", "/", ":", "?", "&", "%", "'", "\"", "\\", " ", "#", "[", "]", ",", ";x=", " x=", "?x=", "\n", "ü" }.Select(j => Gen.Const(j)).ToArray());
    static readonly Gen<(string[] Parts, string Password)> Secret =
        Gen.Select(Parts, Joint, (parts, joint) => (parts, string.Join(joint, parts) + (parts.Length % 2 == 0 ? joint : "")));

    [Fact]
    public void No_part_of_a_well_written_password_shows() =>
        Secret.Sample(s =>
        {
            string[] texts =
            [
                $"postgresql://bob:{Uri.EscapeDataString(s.Password)}@db/shop",
                $"postgresql://db/shop?password={Uri.EscapeDataString(s.Password)}",
                $"host=db password='{s.Password.Replace("\\", "\\\\").Replace("'", "\\'")}' dbname=shop",
                new NpgsqlConnectionStringBuilder { Host = "db", Password = s.Password }.ConnectionString,
            ];
            foreach (var text in texts)
            {
                ConnectionText.Parse(text)["password"].ShouldBe(s.Password);
                Clean(Shown(() => new FakeEnvironment().Resolve(text)), s.Parts);
            }
        }, iter: 2000);

    [Fact]
    public void No_part_of_a_carelessly_written_password_shows() =>
        Secret.Sample(s =>
        {
            string[] texts =
            [
                $"postgresql://bob:{s.Password}@db/shop",
                $"postgresql://bob:{s.Password}@db:port/shop",
                $"postgresql://db/shop?password={s.Password}",
                $"host=db password={s.Password} dbname=shop",
                $"password={s.Password} host=db",
                $"Host=db;Password={s.Password};Database=shop",
                $"host=db;password={s.Password};database=shop",
                $"Password={s.Password};Host=db",
                $"postgres:/bob:{s.Password}@db/shop",
                $"mysql://bob:{s.Password}@db/shop",
                s.Password,
            ];
            foreach (var text in texts)
                Clean(Shown(() => new FakeEnvironment().Resolve(text)), s.Parts);
        }, iter: 2000);

    [Fact]
    public async Task Failure_to_connect_shows_no_password()
    {
        foreach (var target in new[] { "host=127.0.0.1 port=1", "host=/nowhere", "host=127.0.0.1,127.0.0.1 port=1,2", "host=no.such.host.invalid" })
        {
            await using var connection = new FakeEnvironment().Resolve(target + " password=QXZJ7979QXZJ");
            var error = await Should.ThrowAsync<FraiseqlDataException>(async () => await connection.OpenAsync(TestContext.Current.CancellationToken));
            Clean(error.ToString() + error.RecommendedAction + error.ErrorTarget, ["QXZJ7979QXZJ"]);
        }
    }

    /// <summary>Everything that a person or a program can get to see.</summary>
    static string Shown(Func<FqConnection> make)
    {
        try
        {
            using var connection = make();
            var properties = typeof(FqConnection).GetProperties().Select(p => p.GetValue(connection)?.ToString());
            return $"{connection}\n{JsonSerializer.Serialize(connection)}\n{string.Join('\n', properties)}\n{connection.WithDatabase("x")}";
        }
        catch (FraiseqlDataException e)
        {
            return $"{e}\n{e.RecommendedAction}\n{e.ErrorTarget}\n{string.Join('\n', e.Data.Values.Cast<object>())}";
        }
    }

    static void Clean(string shown, string[] parts)
    {
        foreach (var part in parts)
            shown.Contains(part, StringComparison.Ordinal).ShouldBeFalse("a part of the password shows");
    }
}
