using System.Globalization;

namespace FraiseqlData.Generation.Sources;

/// <summary>Network addresses as text: private IPv4 first, then IPv6 of the range for documentation.</summary>
static class Networks
{
    const ulong HostsOf10 = 1UL << 24;
    const ulong NetworksOf10 = 1UL << 16;

    /// <summary>The host address of a number: 10.0.0.0/8, then 2001:db8::/32.</summary>
    public static string Host(ulong number) => number < HostsOf10
        ? Invariant($"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}")
        : Invariant($"2001:db8::{(number >> 32) & 0xFFFF:x}:{(number >> 16) & 0xFFFF:x}:{number & 0xFFFF:x}");

    public static ulong Hosts => 1UL << 48;

    public static ulong NaturalHosts => HostsOf10;

    public static TypedSource Inet(SourceRequest request) => Of(request, Host, Hosts, HostsOf10);

    public static TypedSource Cidr(SourceRequest request) => Of(request, Network, 1UL << 32, NetworksOf10);

    /// <summary>The types of the extension ip4r, or null for any other.</summary>
    public static TypedSource? OfAddressExtension(SourceRequest request) => request.Type.Name.Name switch
    {
        "ip4" => Of(request, Host, HostsOf10, HostsOf10),
        "ip6" => Of(request, n => Host(n + HostsOf10), Hosts - HostsOf10, HostsOf10),
        "ipaddress" => Inet(request),
        "ip4r" => Of(request, Network, NetworksOf10, NetworksOf10),
        "ip6r" => Of(request, n => Network(n + NetworksOf10), (1UL << 32) - NetworksOf10, NetworksOf10),
        "iprange" => Cidr(request),
        _ => null,
    };

    /// <summary>Locally administered addresses.</summary>
    public static TypedSource Mac(SourceRequest request) => Of(request, n => "02:" + Pairs(n, 5), 1UL << 40, 1UL << 40);

    public static TypedSource Mac8(SourceRequest request) => Of(request, n => "02:" + Pairs(n, 7), 1UL << 56, 1UL << 56);

    /// <summary>The network of a number: parts of 10.0.0.0/8, then of 2001:db8::/32.</summary>
    static string Network(ulong number) => number < NetworksOf10
        ? Invariant($"10.{number >> 8}.{number & 255}.0/24")
        : Invariant($"2001:db8:{(number >> 16) & 0xFFFF:x}:{number & 0xFFFF:x}::/64");

    static string Pairs(ulong number, int count) =>
        string.Join(':', Enumerable.Range(0, count).Select(i => ((number >> (8 * (count - 1 - i))) & 255).ToString("x2", CultureInfo.InvariantCulture)));

    static DelegateSource<string> Of(SourceRequest request, Func<ulong, string> at, ulong count, ulong natural) =>
        new(at, count, natural, request.Key) { Name = request.Name, Reason = request.Reason };

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
