using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Puts a command's backend parameters into a plan's options.</summary>
static class BackendReader
{
    /// <summary>The options with what was given. Whoever names a staging schema or a resolver means the staging backend.</summary>
    public static PlanOptions With(PlanOptions options, FqBackend? backend, string? stagingSchema, string? resolveFunction) => options with
    {
        Backend = backend is { } chosen ? (BackendChoice)chosen : stagingSchema is null && resolveFunction is null || options.Backend != BackendChoice.Direct ? options.Backend : BackendChoice.Staging,
        StagingSchema = stagingSchema ?? options.StagingSchema,
        ResolveFunction = resolveFunction ?? options.ResolveFunction,
    };
}
