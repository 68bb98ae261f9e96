using System.Management.Automation.Runspaces;
using FraiseqlData.Module.Tests.Infrastructure;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Import;

public sealed class ImportTests(TestServer server)
{
    [Fact]
    public void Other_version_of_npgsql_in_the_process_is_not_disturbed_and_does_not_disturb()
    {
        var uri = server.CreateSample();
        using var host = new ModuleHost();

        host.Invoke("param($u) Get-FqTable tb_model -Connection $u", uri).Count.ShouldBe(1);

        var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(a => a.GetName().Name == "Npgsql").Select(a => a.GetName().Version!.Major).ToList();
        loaded.ShouldBe([9, 10], ignoreOrder: true);
        typeof(NpgsqlConnection).Assembly.GetName().Version!.Major.ShouldBe(9);
    }

    [Fact]
    public void Framework_assemblies_are_loaded_once()
    {
        var uri = server.CreateDatabase();
        using var host = new ModuleHost();

        _ = host.Invoke("param($u) Connect-FqDatabase $u", uri);

        AppDomain.CurrentDomain.GetAssemblies().Count(a => a.GetName().Name == "System.Diagnostics.DiagnosticSource").ShouldBe(1);
    }

    [Theory]
    [InlineData("out/FraiseqlData/FraiseqlData.psd1")]
    [InlineData("FraiseqlData.psd1")]
    public void Manifest_is_valid_and_its_module_can_be_imported(string manifest)
    {
        var path = Path.Combine(PackagedModule.TopLevel, manifest);
        using var host = new ModuleHost(import: false);

        host.Invoke("param($p) (Test-ModuleManifest $p).Name", path).Single().ToString().ShouldBe("FraiseqlData");
        host.Invoke("param($p) Import-Module $p; Get-FqConnection -ErrorAction Stop | Out-Null; (Get-Command -Module FraiseqlData).Count", path)
            .Single().BaseObject.ShouldBe(ManifestTests.Exported().Count);
    }

    [Fact]
    public void Import_with_force_may_be_repeated()
    {
        var uri = server.CreateSample();
        using var host = new ModuleHost();

        for (var i = 0; i < 2; i++)
            _ = host.Invoke("param($p) Import-Module $p -Force", PackagedModule.Manifest);

        host.Invoke("param($u) Connect-FqDatabase $u | Out-Null; Get-FqTable tb_model", uri).Count.ShouldBe(1);
    }

    [Fact]
    public void Second_runspace_has_a_session_of_its_own()
    {
        var uri = server.CreateSample();
        using var first = new ModuleHost();
        using var second = new ModuleHost();

        _ = first.Invoke("param($u) Connect-FqDatabase $u", uri);
        _ = first.Invoke("Remove-Module FraiseqlData");

        second.Invoke("(Get-FqConnection).Source").Single().ToString().ShouldNotBe("given");
        second.Invoke("param($u) Get-FqTable tb_model -Connection $u", uri).Count.ShouldBe(1);
    }

    [Fact]
    public void Parallel_foreach_works()
    {
        var uri = server.CreateSample();
        using var host = new ModuleHost();

        host.Invoke(
            "param($u, $p) 1..4 | ForEach-Object -Parallel { Import-Module $using:p; (Get-FqTable tb_* -Connection $using:u).Count } -ThrottleLimit 4",
            uri, PackagedModule.Manifest).Select(o => o.BaseObject).ShouldBe([6, 6, 6, 6]);
    }

    [Fact]
    public async Task Eight_runspaces_import_at_the_same_time()
    {
        var imports = Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            var state = InitialSessionState.CreateDefault2();
            state.ImportPSModule(PackagedModule.Manifest);
            using var runspace = RunspaceFactory.CreateRunspace(state);
            runspace.Open();
            using var shell = System.Management.Automation.PowerShell.Create(runspace);
            return shell.AddCommand("Get-FqConnection").Invoke().Count;
        }));

        (await Task.WhenAll(imports)).ShouldAllBe(count => count == 1);
    }
}
