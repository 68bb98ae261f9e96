using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

/// <summary>Generators of the user's: registered, listed, used by name, forgotten.</summary>
public sealed class GeneratorTests(TestServer server)
{
    const string Schema = "CREATE TABLE machine (no int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text, note text, n int)";

    [Fact]
    public void Script_with_parameters_serves_overrides_and_templates()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        _ = host.Invoke(
            """
            $suffix = 'x'
            Register-FqGenerator machine_code { param($Prefix = 'M', [int] $Width = 2) "{0}-{1:d$Width}$suffix" -f $Prefix, $Instance }
            Register-FqGenerator plain { "$($_.no)/$($Parameters.a)" }
            $suffix = 'changed'
            New-FqSeedPlan | Add-FqTable machine -Count 2 -Override @{
                code = @{ generator = 'Machine_Code'; prefix = 'Z' }; note = @{ template = '<{machine_code width=4}> {plain a=7}' } } | Invoke-FqSeed
            """.Replace("'<{", "'({").Replace("}> {", "}) {"));

        host.Scalar<string>("SELECT string_agg(code || ' ' || note, ';' ORDER BY no) FROM machine").ShouldBe("Z-01x (M-0001x) 1/7;Z-02x (M-0002x) 2/7");
    }

    [Fact]
    public void Class_that_was_written_in_PowerShell_makes_values()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        _ = host.Invoke(
            """
            class Named { [object] Generate([object] $context) { return "$($context.Column) $($context.Instance)" } }
            Register-FqGenerator named -Type [Named]
            New-FqSeedPlan | Add-FqTable machine -Count 2 -Override @{ code = @{ generator = 'named' }; note = @{ template = '{named}!' } } | Invoke-FqSeed
            """);

        host.Scalar<string>("SELECT string_agg(code || note, ',' ORDER BY no) FROM machine").ShouldBe("code 1note 1!,code 2note 2!");
    }

    [Fact]
    public void Plan_keeps_the_generators_that_it_was_made_with()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        _ = host.Invoke(
            """
            Register-FqGenerator mine { 'first' }
            $plan = New-FqSeedPlan | Add-FqTable machine -Count 1 -Override @{ code = @{ generator = 'mine' } }
            Register-FqGenerator mine { 'second' } -Force
            Unregister-FqGenerator mi*
            $plan | Invoke-FqSeed
            """);

        host.Scalar<string>("SELECT code FROM machine").ShouldBe("first");
        host.Run("Get-FqGenerator mine").ErrorId.ShouldBe("FqGeneratorUnknown");
    }

    [Fact]
    public void List_says_kind_types_parameters_and_source()
    {
        using var host = new ModuleHost();

        _ = host.Invoke("Register-FqGenerator mine { param($Size) 1 }");

        var text = host.Invoke("(Get-FqGenerator mine, email, sequence | ForEach-Object { \"$_|$($_.Kind)|$($_.Types)|$($_.Parameters[0])|$($_.Source)\" }) -join ';'").Single().ToString();
        text.ShouldBe("mine|script|any|size|param($Size) 1;email|built-in|text|min|;sequence|built-in|smallint integer bigint numeric text|start|");
        host.Invoke("@(Get-FqGenerator).Where{ -not $_.Types } -join ' '").Single().ToString().ShouldBeEmpty();
        host.Invoke("(Get-FqGenerator list).ParameterHelp['weights']").Single().ToString().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Register-FqGenerator 'a b' { 1 }", "FqGeneratorNameInvalid", "a b")]
    [InlineData("Register-FqGenerator Email { 1 }", "FqGeneratorNameTaken", "Email")]
    [InlineData("Register-FqGenerator mine { 1 }; Register-FqGenerator Mine { 2 }", "FqGeneratorExists", "Mine")]
    [InlineData("Register-FqGenerator mine -Type ([string])", "FqGeneratorTypeInvalid", "System.String")]
    [InlineData("Register-FqGenerator mine -Type ([Text.StringBuilder])", "FqGeneratorTypeInvalid", "Generate")]
    [InlineData("Unregister-FqGenerator mine", "FqGeneratorUnknown", "mine")]
    [InlineData("Get-FqGenerator emial", "FqGeneratorUnknown", "'email'")]
    [InlineData("Register-FqGenerator mine { param($a) 1 }; New-FqSeedPlan | Add-FqTable machine -Override @{ code = @{ generator = 'mine'; b = 1 } } | Invoke-FqSeed", "FqGeneratorUnknown", "no parameter 'b'")]
    [InlineData("Register-FqGenerator mine { 1 }; New-FqSeedPlan | Add-FqTable machine -Override @{ code = @{ generator = 'mien' } } | Invoke-FqSeed", "FqGeneratorUnknown", "mien")]
    [InlineData("Register-FqGenerator mine { throw 'own words' }; New-FqSeedPlan | Add-FqTable machine -Override @{ code = @{ generator = 'mine' } } | Invoke-FqSeed", "FqOverrideScriptFailed", "own words")]
    [InlineData("class Failing { [object] Generate([object] $c) { throw 'own words' } }; Register-FqGenerator mine -Type ([Failing]); New-FqSeedPlan | Add-FqTable machine -Override @{ code = @{ template = 'x{mine}' } } | Invoke-FqSeed", "FqOverrideScriptFailed", "public.machine.code (instance 1)")]
    public void Bad_input_is_one_error_that_says_what_to_do(string script, string id, string words)
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        var run = host.Run(script);

        run.ErrorId.ShouldBe(id);
        run.Errors[0].ToString().ShouldContain(words);
        run.Errors[0].ErrorDetails.RecommendedAction.ShouldNotBeNullOrEmpty();
        host.Scalar<long>("SELECT count(*) FROM machine").ShouldBe(0);
    }

    [Fact]
    public void Names_are_completed()
    {
        using var host = new ModuleHost();

        host.Invoke("Register-FqGenerator machine_code { 1 }");
        host.Invoke("(TabExpansion2 'Get-FqGenerator machine_').CompletionMatches.CompletionText").Single().ToString().ShouldBe("machine_code");
        host.Invoke("(TabExpansion2 'Unregister-FqGenerator m').CompletionMatches.CompletionText -join ' '").Single().ToString().ShouldBe("machine_code");
    }
}
