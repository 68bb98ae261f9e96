using Bogus;

namespace FraiseqlData.Generation;

/// <summary>A Bogus <see cref="Faker"/> that draws from a cell's stream, for the user's code.</summary>
static class StreamFaker
{
    public static Faker Create(string locale, Random random) => new(locale) { Random = new StreamRandomizer(random) };

    sealed class StreamRandomizer : Randomizer
    {
        public StreamRandomizer(Random random) => localSeed = random;
    }
}
