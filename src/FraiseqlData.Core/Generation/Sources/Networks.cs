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

    public static TypedSource Cidr(SourceRequest request) => Of(
        request,
        n => n < NetworksOf10 ? Invariant($"10.{n >> 8}.{n & 255}.0/24") : Invariant($"2001:db8:{(n >> 16) & 0xFFFF:x}:{n & 0xFFFF:x}::/64"),
        1UL << 32,
        NetworksOf10);

    /// <summary>Locally administered addresses.</summary>
    public static TypedSource Mac(SourceRequest request) => Of(request, n => "02:" + Pairs(n, 5), 1UL << 40, 1UL << 40);

    public static TypedSource Mac8(SourceRequest request) => Of(request, n => "02:" + Pairs(n, 7), 1UL << 56, 1UL << 56);

    static string Pairs(ulong number, int count) =>
        string.Join(':', Enumerable.Range(0, count).Select(i => ((number >> (8 * (count - 1 - i))) & 255).ToString("x2", CultureInfo.InvariantCulture)));

    static DelegateSource<string> Of(SourceRequest request, Func<ulong, string> at, ulong count, ulong natural) =>
        new(at, count, natural, request.Key) { Name = request.Name, Reason = request.Reason };

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
