using System.Text.RegularExpressions;
using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

public sealed partial class StagingTests(TestServer server)
{
    // What a project's own script has made of the sample's locations and organizations.
    const string HandWritten = """
        CREATE SCHEMA staging;
        CREATE TABLE staging.tb_manufacturer (id uuid NOT NULL UNIQUE, identifier text NOT NULL, name text NOT NULL, website text, country_code char(2), created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now());
        CREATE TABLE staging.tb_organization (id uuid NOT NULL UNIQUE, identifier text NOT NULL, name text NOT NULL, contact_email text, phone text, created_at timestamptz DEFAULT now());
        CREATE TABLE staging.tb_location (id uuid NOT NULL UNIQUE, identifier text NOT NULL, fk_organization_id uuid, fk_parent_location_id uuid, name text, street_address text, city text, postal_code text, latitude numeric, longitude numeric);
        CREATE FUNCTION staging.fn_resolve_tb_organization() RETURNS void LANGUAGE sql AS
          'INSERT INTO tenant.tb_organization (id, identifier, name, contact_email, phone, created_at) SELECT id, identifier, name, contact_email, phone, created_at FROM staging.tb_organization ON CONFLICT (id) DO NOTHING';
        CREATE FUNCTION staging.fn_resolve_tb_location() RETURNS int LANGUAGE plpgsql AS $$BEGIN
          INSERT INTO tenant.tb_location (id, identifier, fk_organization, name, street_address, city, postal_code, latitude, longitude)
          SELECT s.id, s.identifier, o.pk_organization, s.name, s.street_address, s.city, s.postal_code, s.latitude, s.longitude FROM staging.tb_location s LEFT JOIN tenant.tb_organization o ON o.id = s.fk_organization_id ON CONFLICT (id) DO NOTHING;
          UPDATE tenant.tb_location t SET fk_parent_location = p.pk_location FROM staging.tb_location s JOIN tenant.tb_location p ON p.id = s.fk_parent_location_id WHERE t.id = s.id AND t.fk_parent_location IS NULL;
          RETURN 0; END$$;
        INSERT INTO staging.tb_organization (id, identifier, name, contact_email) VALUES ('00000000-0000-4000-8000-0000000000aa', 'acme', 'Acme', 'a@acme.test');
        """;

    [Fact]
    public void Schema_is_made_tested_and_used()
    {
        using var host = new SampleHost(server.CreateSample());
        host.Invoke("Test-FqStagingSchema").Single().BaseObject.ShouldBe(false);
        host.Invoke("(Test-FqStagingSchema -Detailed).Rule").Single().ToString().ShouldBe("SchemaMissing");
        host.Invoke("Sync-FqStagingSchema -WhatIf").ShouldBeEmpty();
        host.Invoke("@(Sync-FqStagingSchema).Where({ $_.Action -eq 'Create' }).Count").Single().BaseObject.ShouldBe(14);
        host.Invoke("Test-FqStagingSchema").Single().BaseObject.ShouldBe(true);
        host.Invoke("Sync-FqStagingSchema").ShouldBeEmpty();
        host.Invoke("($r = New-FqSeedPlan -Backend Staging | Add-FqTable tb_allocation -Count 10 | Invoke-FqSeed).tb_allocation.Count").Single().BaseObject.ShouldBe(10);
        host.Invoke("@($r.Tables)[0].Path").Single().ToString().ShouldBe("staging binary copy");
        host.Invoke("$r.tb_allocation[9].pk_allocation").Single().BaseObject.ShouldBe(10L);
    }

    [Fact]
    public void Whatif_describes_the_way_that_auto_takes()
    {
        var shown = new TestHost();
        using var host = new SampleHost(server.CreateSample(), shown);
        const string ask = "New-FqSeedPlan -LoadStrategy Rebuild | Add-FqTable tb_organization -Count 5 | Invoke-FqSeed -Backend Auto -WhatIf";
        host.Invoke(ask).ShouldBeEmpty();
        (shown.Screen.Contains("DROP CONSTRAINT"), shown.Screen.Contains("By way of")).ShouldBe((true, false), shown.Screen);
        _ = host.Invoke("Sync-FqStagingSchema");
        var before = shown.Screen.Length;
        host.Invoke(ask).ShouldBeEmpty();
        var screen = shown.Screen[before..];
        (screen.Contains("DROP CONSTRAINT"), screen.Contains("By way of the staging schema.")).ShouldBe((false, true), screen);
    }

    [Fact]
    public void Backend_is_chosen_by_the_plan_or_the_run()
    {
        using var host = new SampleHost(server.CreateSample());
        host.Run("New-FqSeedPlan -Backend Staging | Add-FqTable tb_organization | Invoke-FqSeed").ErrorId.ShouldBe("FqStagingSchemaNotFound");
        host.Run("New-FqSeedPlan -StagingSchema waiting | Add-FqTable tb_organization | Invoke-FqSeed").ErrorId.ShouldBe("FqStagingSchemaNotFound");
        var auto = host.Run("New-FqSeedPlan | Add-FqTable tb_organization | Invoke-FqSeed -Backend Auto");
        auto.Errors.ShouldBeEmpty();
        auto.Warnings.Single().ToString().ShouldStartWith("The rows go straight into their tables: ");
        _ = host.Invoke("Sync-FqStagingSchema -StagingSchema waiting");
        host.Invoke("(New-FqSeedPlan -Backend Staging | Add-FqTable tb_organization | Invoke-FqSeed -StagingSchema waiting).Tables.Path").Single().ToString().ShouldBe("waiting binary copy");
        host.Invoke("(New-FqSeedPlan -StagingSchema waiting | Add-FqTable tb_organization | Invoke-FqSeed -Backend Direct).Tables.Path").Single().ToString().ShouldBe("binary copy");
    }

    [Fact]
    public void Scripts_are_written()
    {
        var database = server.CreateSample();
        using var host = new SampleHost(database);
        var folder = Directory.CreateTempSubdirectory("fq-staging");
        try
        {
            _ = host.Invoke("param($f) Export-FqStagingSchema $f/staging.sql", folder.FullName);
            var lines = host.Invoke("Export-FqStagingSchema").Select(l => l.ToString());
            File.ReadAllText(Path.Combine(folder.FullName, "staging.sql")).ShouldBe(string.Join('\n', lines) + "\n");
            _ = host.Invoke("param($f) New-FqSeedPlan | Add-FqTable tb_location -Count 5 | Export-FqSeedSql $f/seeds -Staging -PerTable", folder.FullName);
            new DirectoryInfo(Path.Combine(folder.FullName, "seeds")).GetFiles().Select(f => f.Name).Order().ShouldBe(["001_tb_organization.sql", "002_tb_location.sql", "003_resolve.sql"]);
            TestServer.Execute(database, File.ReadAllText(Path.Combine(folder.FullName, "staging.sql")));
            foreach (var file in Directory.GetFiles(Path.Combine(folder.FullName, "seeds")).Order())
                TestServer.Execute(database, File.ReadAllText(file));
            TestServer.Scalar<long>(database, "SELECT count(*) FROM tenant.tb_location").ShouldBe(5);
            host.Run("New-FqSeedPlan | Add-FqTable tb_location | Export-FqSeedSql -PerTable").ErrorId.ShouldBe("FqExportPerTable");
            host.Run("New-FqSeedPlan | Add-FqTable tb_location | Invoke-FqSeed | Export-FqSeedSql -Staging").ErrorId.ShouldBe("FqExportInput");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Migration_guide_runs_step_by_step()
    {
        var database = server.CreateSample();
        TestServer.Execute(database, HandWritten);
        using var host = new SampleHost(database);
        var folder = Directory.CreateTempSubdirectory("fq-guide");
        try
        {
            _ = host.Invoke("param($f) $ExecutionContext.SessionState.Path.SetLocation($f) | Out-Null", folder.FullName);
            var guide = File.ReadAllText(Path.Combine(PackagedModule.TopLevel, "docs", "migrating-from-printoptim.md"));
            var steps = Fence().Matches(guide).Select(m => m.Groups[1].Value).ToList();
            steps.Count.ShouldBe(8);
            foreach (var step in steps)
            {
                // The module is imported, and the connection of the session made, by the host.
                var run = host.Run(string.Join('\n', step.Split('\n').Where(l => !l.Contains("Import-Module", StringComparison.Ordinal) && !l.Contains("Connect-FqDatabase", StringComparison.Ordinal))));
                run.Errors.Select(e => e.ToString()).ShouldBeEmpty(step);
            }
            TestServer.Scalar<long>(database, "SELECT count(*) FROM tenant.tb_location").ShouldBe(100);
            TestServer.Scalar<long>(database, "SELECT count(*) FROM tenant.tb_organization WHERE identifier = 'acme'").ShouldBe(1);
            TestServer.Scalar<long>(database, "SELECT count(*) FROM staging.tb_location").ShouldBe(50);
            Directory.GetFiles(Path.Combine(folder.FullName, "seeds")).Length.ShouldBe(2);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("^```powershell\\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
