using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Servers;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Servers;

public sealed class ServerBinariesTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fraiseqldata-test-").FullName;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Link_on_path_leads_to_the_folder_that_has_everything()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows' installers make no links.");
        var real = (await PostgresServer.GetAsync()).BinaryDirectory;
        _ = File.CreateSymbolicLink(Path.Combine(_folder, "pg_ctl"), Path.Combine(real, "pg_ctl"));

        var found = await ServerBinaries.FindAsync(["/nowhere", _folder], null, Stop);

        found.ShouldNotBeNull().Directory.ShouldBe(real);
        found.MajorVersion.ShouldBeGreaterThanOrEqualTo(ServerBinaries.OldestVersion);
    }

    [Fact]
    public async Task Folders_with_part_of_the_programs_or_programs_that_do_not_run_are_passed_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are made of shell scripts.");
        var part = Directory.CreateDirectory(Path.Combine(_folder, "part")).FullName;
        await File.WriteAllTextAsync(Path.Combine(part, "pg_ctl"), "", Stop);
        var broken = Programs("broken", "#!/bin/sh\nexit 3\n");
        var unrunnable = Programs("unrunnable", "\u007fELFnot");
        var good = Programs("good", "#!/bin/sh\necho 'postgres (PostgreSQL) 16.4 (Debian 16.4-1)'\n");

        var found = await ServerBinaries.FindAsync([part, broken, unrunnable, good], null, Stop);

        found.ShouldBe(new ServerBinaries(good, "16.4"));
    }

    [Theory]
    [InlineData(17, "new")]
    [InlineData(14, "old")]
    [InlineData(null, "new")]
    [InlineData(16, null)]
    public async Task Version_that_is_asked_for_is_taken_and_one_too_old_only_then(int? version, string? folder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are made of shell scripts.");
        string[] folders =
        [
            Programs("ancient", "#!/bin/sh\necho 'postgres (PostgreSQL) 13.1'\n"),
            Programs("new", "#!/bin/sh\necho 'postgres (PostgreSQL) 17beta2'\n"),
            Programs("old", "#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n"),
        ];

        var found = await ServerBinaries.FindAsync(folders, version, Stop);

        Path.GetFileName(found?.Directory).ShouldBe(folder);
    }

    [Fact]
    public void Star_matches_versions_newest_first_by_number()
    {
        foreach (var name in new[] { "9.6", "10", "15", "15/bin", "10/bin", "9.6/bin", "readme" })
            _ = Directory.CreateDirectory(Path.Combine(_folder, name));

        BinaryPlaces.Expand(_folder + "/*/bin").Select(p => Path.GetRelativePath(_folder, p)).ShouldBe(["15/bin", "10/bin", "9.6/bin"]);
        BinaryPlaces.Expand(_folder + "/1*").Select(Path.GetFileName).ShouldBe(["15", "10"]);
        BinaryPlaces.Expand(_folder + "/none/*/bin").ShouldBeEmpty();
    }

    string Programs(string folder, string text)
    {
        var path = Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName;
        foreach (var name in new[] { "initdb", "postgres", "pg_ctl" })
        {
            File.WriteAllText(Path.Combine(path, name), text);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(path, name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return path;
    }
}
