namespace FraiseqlData.Generation.Sources;

/// <summary>PostGIS shapes as extended well-known text, of the type and spatial reference that the modifier names.</summary>
static class SpatialShapes
{
    const ulong Side = 3400;

    public static TypedSource? Source(SourceRequest request)
    {
        var modifier = Math.Max(request.Modifier, 0);
        // PostGIS: bit 0 M, bit 1 Z, bits 2 to 7 the type, bits 8 to 28 the reference system (liblwgeom.h, TYPMOD_GET_*).
        var (type, srid, extra) = ((modifier >> 2) & 0x3F, (modifier & 0x0FFFFF00) >> 8, ((modifier >> 1) & 1) + (modifier & 1));
        if (type > 15)
            return null;
        if (srid == 0 && request.Type.Name.Name == "geography")
            srid = 4326;
        var tail = string.Concat(Enumerable.Repeat(" 0", extra));
        var dimension = (modifier & 3) switch { 1 => " M", 2 => " Z", 3 => " ZM", _ => "" };
        var head = srid > 0 ? FormattableString.Invariant($"SRID={srid};") : "";
        string At(ulong n)
        {
            var (x, y) = ((long)(n % Side), (long)(n / Side % 1600));
            string P(int dx, int dy) => FormattableString.Invariant($"{-170 + (x * 10 + dx) / 100m} {-80 + (y * 10 + dy) / 100m}{tail}");
            var line = $"{P(0, 0)}, {P(3, 4)}, {P(6, 2)}";
            var ring = $"({P(0, 0)}, {P(6, 0)}, {P(6, 4)}, {P(0, 4)}, {P(0, 0)})";
            var triangle = $"({P(0, 0)}, {P(6, 0)}, {P(6, 4)}, {P(0, 0)})";
            return head + type switch
            {
                2 => $"LINESTRING{dimension}({line})",
                3 => $"POLYGON{dimension}({ring})",
                4 => $"MULTIPOINT{dimension}({line})",
                5 => $"MULTILINESTRING{dimension}(({line}))",
                6 => $"MULTIPOLYGON{dimension}(({ring}))",
                7 => $"GEOMETRYCOLLECTION{dimension}(POINT{dimension}({P(0, 0)}))",
                8 => $"CIRCULARSTRING{dimension}({line})",
                9 => $"COMPOUNDCURVE{dimension}(({line}))",
                10 => $"CURVEPOLYGON{dimension}({ring})",
                11 => $"MULTICURVE{dimension}(({line}))",
                12 => $"MULTISURFACE{dimension}(({ring}))",
                13 => $"POLYHEDRALSURFACE{dimension}(({ring}))",
                14 => $"TRIANGLE{dimension}({triangle})",
                15 => $"TIN{dimension}(({triangle}))",
                _ => $"POINT{dimension}({P(0, 0)})",
            };
        }
        return new DelegateSource<string>(At, Side * 1600, Side * 1600, request.Key) { Name = request.Name, Reason = request.Reason };
    }
}
