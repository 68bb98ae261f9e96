using System.Management.Automation;

namespace FraiseqlData.Module.Tests.Infrastructure;

/// <summary>An engine with the module, connected to a fresh database.</summary>
public sealed class SampleHost : IDisposable
{
    public SampleHost(string uri, TestHost? host = null)
    {
        (Uri, Host) = (uri, new ModuleHost(host: host));
        _ = Host.Invoke("param($u) Connect-FqDatabase $u", uri);
    }

    public ModuleHost Host { get; }

    public string Uri { get; }

    public List<PSObject> Invoke(string script, params object?[] arguments) => Host.Invoke(script, arguments);

    public ScriptRun Run(string script, params object?[] arguments) => Host.Run(script, arguments);

    /// <summary>The only object that a script writes.</summary>
    public T One<T>(string script, params object?[] arguments) => (T)LanguagePrimitives.ConvertTo(Invoke(script, arguments).Single(), typeof(T));

    public T Scalar<T>(string sql) => TestServer.Scalar<T>(Uri, sql);

    public void Execute(string sql) => TestServer.Execute(Uri, sql);

    public void Dispose()
    {
        _ = Host.Invoke("Disconnect-FqDatabase");
        Host.Dispose();
    }
}
