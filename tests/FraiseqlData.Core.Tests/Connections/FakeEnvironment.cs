using FraiseqlData.Connections;

namespace FraiseqlData.Core.Tests.Connections;

/// <summary>A machine made of the variables and files that a test names.</summary>
sealed class FakeEnvironment
{
    public Dictionary<string, string> Variables { get; } = new() { ["HOME"] = "/home/ann" };

    public Dictionary<string, string> Files { get; } = [];

    public ConnectionResolver Resolver => new(new ConnectionEnvironment
    {
        Variable = name => Variables.GetValueOrDefault(name),
        ReadFile = path => Files.GetValueOrDefault(path),
        Exists = Files.ContainsKey,
        UserName = "ann",
    });

    public FqConnection Resolve(string text) => Resolver.Resolve(ConnectionText.Parse(text), "given");
}
