using System.Management.Automation;

namespace FraiseqlData.Cli.Output;

/// <summary>How objects are shown.</summary>
enum OutputFormat
{
    /// <summary>As PowerShell shows them.</summary>
    Table,
    /// <summary>As one JSON array.</summary>
    Json,
    /// <summary>As CSV with a header.</summary>
    Csv,
}

/// <summary>Shows objects on standard output.</summary>
abstract class Renderer : IDisposable
{
    /// <summary>A renderer for a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="show">Shows objects as PowerShell does.</param>
    public static Renderer Create(OutputFormat format, Action<IReadOnlyList<PSObject>> show) => format switch
    {
        OutputFormat.Json => new JsonRenderer(Console.OpenStandardOutput()),
        OutputFormat.Csv => new CsvRenderer(Console.Out),
        _ => new TableRenderer(show),
    };

    public abstract void Add(PSObject? item);

    public abstract void Complete();

    public virtual void Dispose()
    {
    }
}

/// <summary>Keeps the objects until the pipeline has ended: the engine shows them in a pipeline of their own.</summary>
sealed class TableRenderer(Action<IReadOnlyList<PSObject>> show) : Renderer
{
    readonly List<PSObject> _objects = [];

    public override void Add(PSObject? item)
    {
        if (item is not null)
            _objects.Add(item);
    }

    public override void Complete()
    {
        if (_objects.Count > 0)
            show(_objects);
    }
}
