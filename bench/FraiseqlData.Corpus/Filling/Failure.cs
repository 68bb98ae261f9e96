using System.Diagnostics;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using Npgsql;

namespace FraiseqlData.Corpus.Filling;

/// <summary>Why something of the engine's did not work.</summary>
/// <param name="Reason">The error in one line.</param>
/// <param name="IsDiagnosis">Whether the engine itself says that the data cannot be, not the server.</param>
public sealed record Failure(string Reason, bool IsDiagnosis)
{
    /// <summary>Runs something and catches what it throws: every error of the engine is a finding here, never the end.</summary>
    /// <param name="seconds">How long it may take.</param>
    /// <param name="action">What to run.</param>
    public static async Task<(T? Result, Failure? Failure)> CatchAsync<T>(long seconds, Func<CancellationToken, Task<T>> action)
        where T : class
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            return (await action(patience.Token), null);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return (null, new Failure($"no end after {seconds} seconds", false));
        }
        catch (Exception e)
        {
            return (null, Of(e));
        }
    }

    /// <summary>What a diagnosis says of a table; that the search gave up, or that the server refused what the engine held for valid, proves nothing about it.</summary>
    public static Failure Of(TableFinding finding) =>
        new($"{finding.ErrorId}: {Line(finding.Reason!)}", finding.ErrorId is not ("FqCheckUnsatisfied" or "FqConstraintViolated" or "FqValueRefused" or "FqServerError"));

    /// <summary>What an exception says; one that the server caused, or that only says that the search gave up, proves nothing about the table.</summary>
    public static Failure Of(Exception error) => error switch
    {
        FraiseqlDataException e => new(
            $"{e.Id}: {Line(e.Message)}", e.Kind is (ErrorKind.InvalidData or ErrorKind.InvalidOperation) && e.InnerException is not NpgsqlException && e.Id != "FqCheckUnsatisfied"),
        _ => new($"{error.GetType().Name}: {Line(error.Message)} {Place(error)}", false),
    };

    const int ShownFrames = 12;

    static string Line(string text) => text.ReplaceLineEndings(" ");

    /// <summary>Where in the engine a defect showed.</summary>
    static string Place(Exception error) =>
        $"({string.Join(" < ", new StackTrace(error).GetFrames().Select(f => f.GetMethod()).Where(m => m?.DeclaringType?.Assembly == typeof(SeedEngine).Assembly).Take(ShownFrames).Select(m => $"{m!.DeclaringType!.Name}.{m.Name}"))})";
}
