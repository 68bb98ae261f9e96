using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

public sealed class UuidTests(TestServer server) : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fraiseqldata");

    const string Thing = "CREATE TABLE tb_thing (pk_thing int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE)";

    [Theory]
    [InlineData("New-FqUuid 012345 1 -Function 42 -Scenario 1000 -TestCase 15", "01234521-0042-4100-8015-000000000001")]
    [InlineData("New-FqUuid 013210 -Count 2 -SeedDir 22", "01321022-0000-4000-8000-000000000001 01321022-0000-4000-8000-000000000002")]
    [InlineData("7, 9 | New-FqUuid 013210", "01321021-0000-4000-8000-000000000007 01321021-0000-4000-8000-000000000009")]
    [InlineData("New-FqUuid 013210 999999999998 -Count 2", "01321021-0000-4000-8000-999999999998 01321021-0000-4000-8000-999999999999")]
    [InlineData("'01234521-0042-4100-8015-000000000001' | ConvertFrom-FqUuid | New-FqUuid", "01234521-0042-4100-8015-000000000001")]
    [InlineData("'01234521-0042-4100-8015-000000000001' | ConvertFrom-FqUuid | New-FqUuid -Scenario 7", "01234521-0042-4000-8715-000000000001")]
    public void Made(string script, string expected)
    {
        using var host = new ModuleHost();
        string.Join(' ', host.Invoke(script).Select(o => o.ToString())).ShouldBe(expected);
    }

    [Theory]
    [InlineData("New-FqUuid 12345 1", "FqTableCodeInvalid")]
    [InlineData("New-FqUuid ABCDEF 1", "FqTableCodeInvalid")]
    [InlineData("New-FqUuid 012345", "FqUuidIncomplete")]
    [InlineData("New-FqUuid 012345 -Count 0", "FqCountOutOfRange")]
    [InlineData("New-FqUuid 012345 -5", "FqUuidFieldOutOfRange")]
    [InlineData("New-FqUuid 012345 1 -SeedDir 100", "FqUuidFieldOutOfRange")]
    [InlineData("New-FqUuid 012345 1 -Function 10000", "FqUuidFieldOutOfRange")]
    [InlineData("New-FqUuid 012345 1 -Scenario 12345", "FqUuidFieldOutOfRange")]
    [InlineData("New-FqUuid 012345 1 -TestCase 100", "FqUuidFieldOutOfRange")]
    [InlineData("New-FqUuid 012345 999999999999 -Count 2", "FqUuidFieldOutOfRange")]
    [InlineData("New-FqUuid 012345 1 -Count 9223372036854775807", "FqUuidFieldOutOfRange")]
    [InlineData("New-FqUuid -Table tb_thing 1", "FqTableCodeUnknown")]
    [InlineData("ConvertFrom-FqUuid x", "FqUuidInvalid")]
    [InlineData("ConvertFrom-FqUuid 3f2504e0-4f89-41d3-9a0c-0305e82c3301", "FqUuidNotPattern")]
    public void Refused(string script, string id)
    {
        using var host = new ModuleHost();
        var run = host.Run(script);
        run.ErrorId.ShouldBe(id);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public void One_bad_uuid_does_not_hold_up_the_others()
    {
        using var host = new ModuleHost();
        host.Run("'x', '01234521-0042-4100-8015-000000000001' | ConvertFrom-FqUuid").Output.Count.ShouldBe(1);
        host.Invoke("'01234521-0042-4100-8015-000000000001', '', '2a6f3c21-0000-4000-8000-000000001001' | Test-FqUuid").Select(o => (bool)o.BaseObject).ShouldBe([true, false, false]);
        host.Invoke("$t = Test-FqUuid 2a6f3c21-0000-4000-8000-000000001001 -Detailed; \"$($t.IsValid) $($t.Family) $($t.Reason)\"").Single().ToString().ShouldBe("False fraiseql-data its table code has letters, as fraiseql-data writes them");
    }

    [Fact]
    public void Rows_and_files_name_the_table()
    {
        using var host = new SampleHost(server.CreateDatabase(Thing));
        var file = Path.Combine(_folder.FullName, "codes.yaml");
        File.WriteAllText(file, "tb_thing: \"000123\"\nother.tb_x: \"000124\"\n");

        host.One<string>("$seeds = New-FqSeedPlan | Add-FqTable tb_thing -Count 1 | Invoke-FqSeed; $d = $seeds.tb_thing | ConvertFrom-FqUuid; \"$($d.Table) $($d.Instance) $($d.Family)\"")
            .ShouldBe("public.tb_thing 1001 fraiseql-uuid");
        host.One<string>("param($f) (New-FqUuid -Table tb_thing 1 -TableCodeFile $f).ToString()", file).ShouldStartWith("00012321");
        host.One<string>("param($f) \"$((ConvertFrom-FqUuid 00012421-0000-4000-8000-000000000001 -TableCodeFile $f).Table)\"", file).ShouldBe("other.tb_x");
        var unknown = host.Run("param($f) '00099921-0000-4000-8000-000000000001', '00012421-0000-4000-8000-000000000001', '2a6f3c21-0000-4000-8000-000000001001' | ConvertFrom-FqUuid -TableCodeFile $f", file);
        unknown.ErrorId.ShouldBe("FqTableCodeUnknown");
        unknown.Output.Count.ShouldBe(3);
        host.Run("'00099921-0000-4000-8000-000000000001' | ConvertFrom-FqUuid").Errors.ShouldBeEmpty();
        File.WriteAllText(file, "tb_thing: \"000123\"\ntb_x: \"000123\"\n");
        host.Run("param($f) New-FqSeedPlan -TableCodeFile $f", file).ErrorId.ShouldBe("FqTableCodesInvalid");
    }

    [Fact]
    public void Plan_takes_fields_codes_strategies_templates_ranges_and_workers()
    {
        using var host = new SampleHost(server.CreateDatabase(Thing));

        host.One<string>("$s = New-FqSeedPlan -SeedDir 22 -Function 3 -Scenario 1234 -TestCase 5 -IdentifierTemplate '{entity}-{scenario:x4}-{instance:d5}' | Add-FqTable tb_thing -Count 1 -TableCode 013210 | Invoke-FqSeed; \"$($s.tb_thing[0].id) $($s.tb_thing[0].identifier)\"")
            .ShouldBe("01321022-0003-4123-8405-000000001001 thing-04d2-01001");
        host.One<string>("$s = New-FqSeedPlan -UuidStrategy Version7 | Add-FqTable tb_thing -Count 1 -IdentifierTemplate 'v7-{instance}' | Invoke-FqSeed; \"$($s.tb_thing[0].id)\"")[14].ShouldBe('7');
        host.One<string>("$s = New-FqSeedPlan | Add-FqTable tb_thing -Count 1 -UuidStrategy Random | Invoke-FqSeed; \"$($s.tb_thing[0].id)\"")[14].ShouldBe('4');
        host.One<string>("$s = New-FqSeedPlan -Worker 2 -WorkerCount 2 | Add-FqTable tb_thing -Count 1 | Invoke-FqSeed; \"$($s.tb_thing[0].id)\"").ShouldEndWith("-000000500500");
        host.One<string>("$s = New-FqSeedPlan -InstanceRange Runtime | Add-FqTable tb_thing -Count 1 | Invoke-FqSeed; \"$($s.tb_thing[0].id)\"").ShouldEndWith("-000001000000");
    }

    [Theory]
    [InlineData("New-FqSeedPlan -Scenario 10000", "FqUuidFieldOutOfRange")]
    [InlineData("New-FqSeedPlan -Worker 1", "FqWorkerInvalid")]
    [InlineData("New-FqSeedPlan -Worker 3 -WorkerCount 2", "FqWorkerInvalid")]
    [InlineData("New-FqSeedPlan -IdentifierTemplate '{name}'", "FqIdentifierTemplateInvalid")]
    [InlineData("New-FqSeedPlan | Add-FqTable tb_* -TableCode 000001", "FqTableCodeNotSingle")]
    [InlineData("New-FqSeedPlan | Add-FqTable tb_thing -TableCode 1", "FqTableCodeInvalid")]
    [InlineData("New-FqSeedPlan -InstanceRange Baseline | Add-FqTable tb_thing -Count 1001 | Invoke-FqSeed", "FqInstanceRangeExceeded")]
    public void Plan_refuses(string script, string id)
    {
        using var host = new SampleHost(server.CreateDatabase(Thing));
        host.Run(script).ErrorId.ShouldBe(id);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
