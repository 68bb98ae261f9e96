using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

public sealed class ConnectionTests(TestServer server)
{
    const string Secret = "s3cr3t-pa55";

    [Fact]
    public void Throwaway_server_connects_and_stops()
    {
        _ = server.CreateDatabase();
        using var host = new ModuleHost();

        host.Invoke("$s = Start-FqPostgres -Database shop -SqlPath $args[0]; ($s | Connect-FqDatabase).Database", PackagedModule.Sample).Single().ToString().ShouldBe("shop");
        host.Invoke("(Get-FqTable tb_*).Count").Single().BaseObject.ShouldBe(6);
        host.Invoke("(Get-FqPostgres).IsRunning").Single().BaseObject.ShouldBe(true);

        var stopped = host.Run("Stop-FqPostgres; Get-FqPostgres; (Get-FqConnection).Source");
        stopped.Errors.ShouldBeEmpty();
        stopped.Output.Single().ToString().ShouldNotBe("throwaway server");
    }

    [Fact]
    public void Session_connection_goes_before_the_environment_and_a_given_one_before_both()
    {
        var (one, two) = (server.CreateDatabase("CREATE TABLE one ()"), server.CreateDatabase("CREATE TABLE two ()"));
        using var host = new SampleHost(one);

        host.One<string>("(Get-FqTable).Name").ShouldBe("public.one");
        host.One<string>("param($u) (Get-FqTable -Connection $u).Name", two).ShouldBe("public.two");
        host.Invoke("param($u) Get-FqTable -Connection $u, (Get-FqConnection)", two).Select(t => t.Properties["Name"].Value.ToString()).ShouldBe(["public.two", "public.one"]);
    }

    [Fact]
    public void Connection_object_of_another_runspace_can_be_used()
    {
        using var one = new SampleHost(server.CreateSample());
        using var two = new ModuleHost();

        var connection = one.Invoke("Get-FqConnection").Single();

        two.Invoke("param($c) Get-FqTable tb_model -Connection $c", connection).Count.ShouldBe(1);
    }

    [Fact]
    public void Same_text_uses_the_same_sessions()
    {
        using var host = new SampleHost(server.CreateDatabase());

        host.One<bool>("param($u) [object]::ReferenceEquals((Connect-FqDatabase $u), (Connect-FqDatabase $u))", host.Uri).ShouldBeTrue();
    }

    [Fact]
    public void Parts_and_credential_connect()
    {
        var uri = new Uri(server.CreateDatabase());
        using var host = new ModuleHost();

        host.Invoke(
            """
            param($h, $p, $d, $u, $s)
            $secure = [securestring]::new()
            $s.ToCharArray().ForEach{ $secure.AppendChar($_) }
            (Connect-FqDatabase -HostName $h -Port $p -Database $d -Credential ([pscredential]::new($u, $secure)) -SslMode Disable).Database
            """,
            uri.Host, uri.Port, uri.AbsolutePath[1..], uri.UserInfo.Split(':')[0], uri.UserInfo.Split(':')[1]).Single().ToString().ShouldBe(uri.AbsolutePath[1..]);
    }

    [Theory]
    [InlineData("Connect-FqDatabase 'postgres://me:s3cr3t-pa55@127.0.0.1:1/x'", "FqConnectionRefused")]
    [InlineData("Connect-FqDatabase 'postgres://me:s3cr3t-pa55%zz@127.0.0.1/x'", "FqConnectionInvalid")]
    [InlineData("Connect-FqDatabase 'Host=127.0.0.1;Port=1;Password=s3cr3t-pa55;Nonsense=1'", "FqConnectionInvalid")]
    [InlineData("Get-FqTable -Connection 's3cr3t-pa55'", "FqConnectionInvalid")]
    [InlineData("Get-FqTable -Connection @{ Password = 's3cr3t-pa55' }", "FqConnectionInvalid")]
    [InlineData("Get-FqTable -Connection @{ Host = 'h'; Password = 's3cr3t-pa55' }", "FqConnectionInvalid")]
    [InlineData("Connect-FqDatabase -HostName no-such-host.invalid", "FqHostNotFound")]
    public void Bad_connection_is_one_error_without_its_text(string script, string id)
    {
        var shown = new TestHost();
        using var host = new ModuleHost(host: shown);

        var run = host.Run(script);

        run.ErrorId.ShouldBe(id);
        var error = run.Errors.Single();
        error.ErrorDetails.RecommendedAction.ShouldNotBeNullOrEmpty();
        $"{error}{error.Exception}{error.TargetObject}{error.CategoryInfo}{shown.Screen}".ShouldNotContain(Secret);
    }

    [Fact]
    public void Password_is_in_no_output()
    {
        var uri = server.CreateSample();
        var password = new Uri(uri).UserInfo.Split(':')[1];
        var shown = new TestHost();
        using var host = new SampleHost(uri, shown);

        _ = host.Invoke(
            """
            $VerbosePreference = 'Continue'
            $plan = New-FqSeedPlan | Add-FqTable tb_model -Count 2
            Get-FqConnection | Out-Default
            (Get-FqConnection).PSObject.Properties.Value | Out-Default
            $plan | Out-Default
            $plan | Invoke-FqSeed -WhatIf
            $plan | Invoke-FqSeed | Out-Default
            """);

        shown.Screen.ShouldContain("tb_model");
        shown.Screen.ShouldNotContain(password);
    }

    [Fact]
    public void Several_connections_are_refused_where_one_is_used()
    {
        using var host = new SampleHost(server.CreateSample());

        host.Run("param($u) New-FqSeedPlan | Add-FqTable tb_model | Invoke-FqSeed -Connection $u, $u", host.Uri).ErrorId.ShouldBe("FqConnectionNotSingle");
    }

    [Fact]
    public void Closed_connection_says_so()
    {
        using var host = new SampleHost(server.CreateSample());

        host.Run("$c = Get-FqConnection; Disconnect-FqDatabase; Get-FqTable -Connection $c").ErrorId.ShouldBe("FqConnectionClosed");
    }

    [Fact]
    public void Each_part_can_be_given_alone_and_the_environment_gives_the_rest()
    {
        var uri = new Uri(server.CreateDatabase());
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $"[shop]\nhost={uri.Host}\nport={uri.Port}\nuser=postgres\npassword={uri.UserInfo.Split(':')[1]}\n");
        Environment.SetEnvironmentVariable("PGSERVICEFILE", file);
        using var host = new ModuleHost();

        host.Invoke("param($d) (Connect-FqDatabase -Service shop -Database $d).Database", uri.AbsolutePath[1..]).Single().ToString().ShouldBe(uri.AbsolutePath[1..]);

        Environment.SetEnvironmentVariable("PGSERVICEFILE", null);
        File.Delete(file);
    }
}
