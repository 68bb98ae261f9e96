using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Distributions;

/// <summary>Draws how many rows each parent of a foreign key gets: a pure function of the seed, the key and the parent.</summary>
sealed class CountDraws : CountDraw
{
    readonly NumberDraw _draw;
    readonly ulong _streamKey;

    CountDraws(NumberDraw draw, ulong streamKey) => (_draw, _streamKey) = (draw, streamKey);

    /// <summary>The draws of a plan with a seed.</summary>
    public static Func<Distribution, ForeignKey, CountDraw> For(long seed) =>
        (distribution, key) => new CountDraws(NumberDraw.Of(distribution), CellRandom.StreamKey(seed, $"{key.Table}.{key.Name}#count"));

    public override long Of(long instance) => Whole(CellRandom.For(_streamKey, instance));

    public override long Of(IReadOnlyList<string?> key) => Whole(CellRandom.For(CellRandom.StreamKey((long)_streamKey, string.Join('\u0001', key)), 0));

    long Whole(CellRandom random) => (long)Math.Round(_draw.Of(ref random));
}
