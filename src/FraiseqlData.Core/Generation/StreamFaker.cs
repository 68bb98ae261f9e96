using Bogus;

namespace FraiseqlData.Generation;

/// <summary>A Bogus <see cref="Faker"/> for the user's code. It is made once (that takes long) and moved from cell to cell.</summary>
sealed class StreamFaker(string locale)
{
    readonly StreamRandomizer _randomizer = new();
    Faker? _faker;

    /// <summary>The faker, which draws from a cell's stream until it is moved to the next.</summary>
    public Faker On(Random random)
    {
        _randomizer.MoveTo(random);
        return _faker ??= new Faker(locale) { Random = _randomizer };
    }

    sealed class StreamRandomizer : Randomizer
    {
        public void MoveTo(Random random) => localSeed = random;
    }
}
