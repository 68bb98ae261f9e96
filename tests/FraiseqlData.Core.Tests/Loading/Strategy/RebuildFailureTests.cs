using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

/// <summary>Whatever goes wrong, and wherever: the schema is what it was.</summary>
public sealed class RebuildFailureTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_that_ends_at_any_step_leaves_the_schema_as_it_was(bool isKilled)
    {
        await using var scene = await RebuildScene.CreateAsync(RebuildScene.Verbatim);
        var before = await SchemaDump.OfAsync(scene.Database);
        var (interrupted, step) = (0, 0);
        for (; ; step++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var observer = Interrupter.Of(step, isKilled ? scene.Database : null, stop);
            var error = await Record.ExceptionAsync(() => scene.FillAsync(20, cancellation: stop.Token, observer: observer));
            if (error is null)
                break;
            (error is OperationCanceledException ? "cancelled" : (error as FraiseqlDataException)?.Id).ShouldBe(isKilled ? "FqConnectionLost" : "cancelled", $"step {step}: {error}");
            interrupted++;
            await scene.Database.ShouldStillBeAsync(before, $"step {step}");
            (await scene.Database.ScalarAsync<long>("SELECT count(*) FROM child")).ShouldBe(0);
            observer.Seen.ShouldBe(step + 1);
        }
        // Every index and key of the schema is a step of its own, and the message after the commit is none.
        interrupted.ShouldBeGreaterThan(25);
        await scene.Database.ShouldStillBeAsync(before);
    }

    [Theory]
    [InlineData("n", "t_n_key", "could not create unique index")]
    [InlineData("p", "t_p_fkey", "violates foreign key constraint")]
    public async Task Row_that_a_rebuilt_constraint_refuses_names_the_constraint_and_leaves_everything(string column, string constraint, string words)
    {
        await using var scene = await LoadScene.CreateAsync("CREATE TABLE p (id int PRIMARY KEY); INSERT INTO p VALUES (1); CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL UNIQUE, p int NOT NULL REFERENCES p)");
        scene.Options = new PlanOptions { LoadStrategy = LoadStrategy.Rebuild };
        var before = await SchemaDump.OfAsync(scene.Database);
        Wanted[] wanted = [new("t", 500, ("n", i => column == "n" && i == 321 ? 0 : (int)i), ("p", i => column == "p" && i == 321 ? 2 : 1))];
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(wanted));

        error.Id.ShouldBe("FqConstraintViolated");
        error.Message.ShouldContain(constraint);
        error.Message.ShouldContain("public.t");
        error.InnerException.ShouldNotBeNull().Message.ShouldContain(words);
        await scene.Database.ShouldStillBeAsync(before);
        (await scene.Database.ScalarAsync<long>("SELECT count(*) FROM t")).ShouldBe(0);
    }
}
