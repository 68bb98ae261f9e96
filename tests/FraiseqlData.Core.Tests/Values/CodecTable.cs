using System.Text;
using FraiseqlData.Core.Tests.Schema;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Npgsql;
using Xunit;

namespace FraiseqlData.Core.Tests.Values;

/// <summary>A table of one column on a real server, written by each of the forms that a codec has.</summary>
sealed class CodecTable(NpgsqlConnection session, string name, Column column)
{
    static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    public TypeCodec Codec { get; } = TypeCodecs.For(column);

    /// <summary>Creates the table in a session that is under the settings of the codecs.</summary>
    public static async Task<CodecTable> CreateAsync(NpgsqlConnection session, string name, string type)
    {
        await session.RunAsync($"CREATE TABLE {name} (n int, v {type})");
        var schema = await SchemaReader.ReadAsync(session, inTransaction: false, TestContext.Current.CancellationToken);
        return new CodecTable(session, name, schema.Get(new QualifiedName("public", name)).Columns[1]);
    }

    /// <summary>A vector of what a user gave.</summary>
    public ColumnVector Vector(IReadOnlyList<object?> values)
    {
        var vector = Codec.CreateVector(values.Count);
        for (var i = 0; i < values.Count; i++)
            vector.SetValue(i, Codec.FromUser(values[i]));
        return vector;
    }

    public async Task<string?[]> ThroughBinaryCopyAsync(ColumnVector vector)
    {
        var buffer = new CopyBuffer(16);
        buffer.WriteBytes(Header);
        for (var i = 0; i < vector.Capacity; i++)
        {
            buffer.WriteInt16(2);
            buffer.WriteInt32(4);
            buffer.WriteInt32(i);
            if (vector.IsNull(i))
                buffer.WriteInt32(-1);
            else
                Codec.WriteBinary(vector, i, buffer);
        }
        buffer.WriteInt16(-1);
        await using (var copy = await session.BeginRawBinaryCopyAsync($"COPY {name} (n, v) FROM STDIN (FORMAT binary)", TestContext.Current.CancellationToken))
            await copy.WriteAsync(buffer.Written, TestContext.Current.CancellationToken);
        return await TakeAsync();
    }

    public async Task<string?[]> ThroughTextCopyAsync(ColumnVector vector)
    {
        var (lines, scratch) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < vector.Capacity; i++)
        {
            _ = lines.Append(i).Append('\t');
            CopyText.AppendField(lines, Codec, vector, i, scratch);
            _ = lines.Append('\n');
        }
        await using (var copy = await session.BeginTextImportAsync($"COPY {name} (n, v) FROM STDIN", TestContext.Current.CancellationToken))
            await copy.WriteAsync(lines, TestContext.Current.CancellationToken);
        return await TakeAsync();
    }

    public Task<string?[]> ThroughInsertAsync(ColumnVector vector) => ThroughInsertAsync(vector, SqlLiteral.Append);

    public Task<string?[]> ThroughCastInsertAsync(ColumnVector vector) => ThroughInsertAsync(vector, SqlLiteral.AppendCast);

    async Task<string?[]> ThroughInsertAsync(ColumnVector vector, Action<StringBuilder, Column, TypeCodec, ColumnVector, int, StringBuilder> append)
    {
        var (sql, scratch) = (new StringBuilder($"INSERT INTO {name} (n, v) VALUES "), new StringBuilder());
        for (var i = 0; i < vector.Capacity; i++)
        {
            _ = sql.Append(i > 0 ? "," : "").Append('(').Append(i).Append(',');
            append(sql, column, Codec, vector, i, scratch);
            _ = sql.Append(')');
        }
        await session.RunAsync(sql.ToString());
        return await TakeAsync();
    }

    /// <summary>The rows as the type's output function writes them; the table is empty again.</summary>
    async Task<string?[]> TakeAsync()
    {
        var texts = new List<string?>();
        // format calls the output function; Npgsql has no way to read some types (an array of a domain over an array), not even as unknown.
        await using (var command = new NpgsqlCommand($"SELECT CASE num_nulls(v) WHEN 0 THEN format('%s', v) END FROM {name} ORDER BY n", session))
        await using (var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                texts.Add(reader.IsDBNull(0) ? null : reader.GetString(0));
        }
        await session.RunAsync($"TRUNCATE {name}");
        return [.. texts];
    }
}
