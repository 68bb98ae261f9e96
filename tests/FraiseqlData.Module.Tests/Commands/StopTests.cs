using System.Management.Automation;
using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

/// <summary>However a command ends early, the database is as before when control returns.</summary>
public sealed class StopTests(TestServer server)
{
    const string NoSessionIsBusy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'";

    [Fact]
    public void Stopping_while_rows_are_loaded_rolls_back()
    {
        using var host = new SampleHost(server.CreateSample());
        using var shell = host.Host.Start("New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 5000000 | Invoke-FqSeed");
        using var loading = new ManualResetEventSlim();
        shell.Streams.Progress.DataAdded += (_, _) => loading.Set();

        var running = shell.BeginInvoke();
        loading.Wait(TestContext.Current.CancellationToken);
        shell.Stop();

        Should.Throw<PipelineStoppedException>(() => shell.EndInvoke(running));
        host.Scalar<long>("SELECT count(*) FROM catalog.tb_manufacturer").ShouldBe(0);
        host.Scalar<long>(NoSessionIsBusy).ShouldBe(0);
    }

    [Fact]
    public void Stopping_in_a_script_block_rolls_back()
    {
        using var host = new SampleHost(server.CreateSample());
        using var called = new ManualResetEventSlim();
        using var shell = host.Host.Start("param($called) New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 3 -Override @{ name = { $called.Set(); while ($true) { } } } | Invoke-FqSeed");
        _ = shell.AddArgument(called);

        var running = shell.BeginInvoke();
        called.Wait(TestContext.Current.CancellationToken);
        shell.Stop();

        Should.Throw<PipelineStoppedException>(() => shell.EndInvoke(running));
        host.Scalar<long>("SELECT count(*) FROM catalog.tb_manufacturer").ShouldBe(0);
        host.Scalar<long>(NoSessionIsBusy).ShouldBe(0);
    }

    [Fact]
    public void Leaving_the_output_early_undoes_nothing_and_leaves_nothing_open()
    {
        using var host = new SampleHost(server.CreateSample());

        host.Invoke("foreach ($once in 1) { New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 5000 | Invoke-FqSeed -PassThru | ForEach-Object { $_; break } }").Count.ShouldBe(1);

        host.Scalar<long>("SELECT count(*) FROM catalog.tb_manufacturer").ShouldBe(5000);
        host.Scalar<long>(NoSessionIsBusy).ShouldBe(0);
    }

    [Fact]
    public void Leaving_a_build_early_ends_its_session()
    {
        using var host = new SampleHost(server.CreateSample());

        host.Invoke("foreach ($once in 1) { New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 1000000 | Build-FqSeed | ForEach-Object { $_; break } }").Count.ShouldBe(1);

        host.Scalar<long>(NoSessionIsBusy).ShouldBe(0);
    }

    [Fact]
    public void Error_downstream_is_the_error_that_is_reported()
    {
        using var host = new SampleHost(server.CreateSample());

        host.Run("New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 1000 | Build-FqSeed | ForEach-Object { throw 'downstream' }").Errors.Single().ToString().ShouldBe("downstream");
    }

    [Fact]
    public void Cmdlets_can_be_used_inside_a_script_block()
    {
        using var host = new SampleHost(server.CreateSample());

        _ = host.Invoke("New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 2 -Override @{ name = { \"$((Get-FqTable tb_*).Count) tables\" } } | Invoke-FqSeed");

        host.Scalar<string>("SELECT min(name) FROM catalog.tb_manufacturer").ShouldBe("6 tables");
    }
}
