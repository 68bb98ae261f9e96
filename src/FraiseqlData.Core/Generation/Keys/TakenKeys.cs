using FraiseqlData.Schema;
using FraiseqlData.Values;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>The values of a unique key that a table held before the run.</summary>
sealed class TakenKeys
{
    readonly IReadOnlyList<int> _columns;
    readonly HashSet<KeyTuple> _keys = [];

    /// <summary>Reads keys from their texts; those with a NULL stand in nobody's way.</summary>
    /// <param name="columns">The indexes of the key's columns, ascending.</param>
    /// <param name="codecs">The codec of every column of the table.</param>
    /// <param name="keys">The keys, one text a column.</param>
    public TakenKeys(IReadOnlyList<int> columns, IReadOnlyList<TypeCodec> codecs, IReadOnlyList<string?[]> keys)
    {
        _columns = columns;
        foreach (var key in keys.Where(k => Array.IndexOf(k, null) < 0))
        {
            var values = new object?[key.Length];
            for (var i = 0; i < key.Length; i++)
                values[i] = codecs[columns[i]].Parse(key[i]!);
            _ = _keys.Add(new KeyTuple(values));
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _keys.Count;

    /// <summary>Whether a row's key is one of them.</summary>
    public bool Contains(RowBatch batch, int row)
    {
        var values = new object?[_columns.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = batch.Columns[_columns[i]]!.GetValue(row);
        return _keys.Contains(new KeyTuple(values));
    }

    /// <summary>Reads the texts of a table's keys.</summary>
    public static async Task<IReadOnlyList<string?[]>> ReadAsync(NpgsqlConnection connection, Table table, IReadOnlyList<int> columns, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand($"SELECT {string.Join(", ", columns.Select(c => QualifiedName.Quote(table.Columns[c].Name) + "::text"))} FROM {table.RowsSql}", connection);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        var keys = new List<string?[]>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var key = new string?[columns.Count];
            for (var i = 0; i < key.Length; i++)
                key[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
            keys.Add(key);
        }
        return keys;
    }
}

/// <summary>The values of a key, compared as the server would: text without regard to case and trailing spaces, which is never too little.</summary>
sealed class KeyTuple(object?[] values) : IEquatable<KeyTuple>
{
    readonly object?[] _values = Array.ConvertAll(values, Comparable);

    static object? Comparable(object? value) => value switch
    {
        string text => text.TrimEnd().ToUpperInvariant(),
        byte[] bytes => Convert.ToHexString(bytes),
        object?[] elements => string.Join(',', elements.Select(Comparable)),
        _ => value,
    };

    public bool Equals(KeyTuple? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as KeyTuple);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _values)
            hash.Add(value);
        return hash.ToHashCode();
    }
}
