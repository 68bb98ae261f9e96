namespace FraiseqlData.Generation;

/// <summary>
/// Jump consistent hashing (Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm", 2014): when the number of buckets grows,
/// keys only move to the new buckets. So more parents change no pick but those that go to the new ones.
/// </summary>
static class JumpHash
{
    /// <summary>The bucket of a key, from 0 to <paramref name="buckets"/> - 1.</summary>
    public static long Of(ulong key, long buckets)
    {
        long bucket = -1, next = 0;
        while (next < buckets)
        {
            bucket = next;
            key = key * 2862933555777941757 + 1;
            next = (long)((bucket + 1) * ((double)(1L << 31) / ((key >> 33) + 1)));
        }
        return bucket;
    }
}
