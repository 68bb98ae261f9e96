using System.Globalization;
using System.Text;
using FraiseqlData.Generation;
using FraiseqlData.Values;

namespace FraiseqlData.Loading;

/// <summary>Writes rows of a batch in one of COPY's formats. The columns are those of the COPY's column list, in order.</summary>
/// <param name="columns">The indexes of the columns in the batch.</param>
/// <param name="codecs">The codec of every column of the table.</param>
/// <param name="numbered">Whether the row's ordinal (int8) goes before the columns.</param>
abstract class RowEncoder(IReadOnlyList<int> columns, IReadOnlyList<TypeCodec> codecs, bool numbered)
{
    protected IReadOnlyList<int> Columns { get; } = columns;

    protected IReadOnlyList<TypeCodec> Codecs { get; } = codecs;

    protected bool Numbered { get; } = numbered;

    public abstract bool IsBinary { get; }

    /// <summary>Binary where every column has such a form, and the target does not ask for text; else text.</summary>
    public static RowEncoder Create(IReadOnlyList<int> columns, IReadOnlyList<TypeCodec> codecs, bool numbered = false, bool isText = false) =>
        !isText && columns.All(c => codecs[c].HasBinary) ? new BinaryRowEncoder(columns, codecs, numbered) : new TextRowEncoder(columns, codecs, numbered);

    public virtual void Begin(CopyBuffer buffer)
    {
    }

    public abstract void Encode(RowBatch batch, int row, CopyBuffer buffer);

    public virtual void End(CopyBuffer buffer)
    {
    }
}

/// <summary>COPY's binary format (PostgreSQL documentation, COPY, "Binary Format").</summary>
sealed class BinaryRowEncoder(IReadOnlyList<int> columns, IReadOnlyList<TypeCodec> codecs, bool numbered) : RowEncoder(columns, codecs, numbered)
{
    static ReadOnlySpan<byte> Signature => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0];

    public override bool IsBinary => true;

    public override void Begin(CopyBuffer buffer)
    {
        buffer.WriteBytes(Signature);
        buffer.WriteInt32(0);
        buffer.WriteInt32(0);
    }

    public override void Encode(RowBatch batch, int row, CopyBuffer buffer)
    {
        buffer.WriteInt16((short)(Columns.Count + (Numbered ? 1 : 0)));
        if (Numbered)
        {
            buffer.WriteInt32(sizeof(long));
            buffer.WriteInt64(batch.OrdinalOf(row));
        }
        for (var i = 0; i < Columns.Count; i++)
        {
            var vector = batch.Columns[Columns[i]]!;
            if (vector.IsNull(row))
                buffer.WriteInt32(-1);
            else
                Codecs[Columns[i]].WriteBinary(vector, row, buffer);
        }
    }

    public override void End(CopyBuffer buffer) => buffer.WriteInt16(-1);
}

/// <summary>COPY's text format.</summary>
sealed class TextRowEncoder(IReadOnlyList<int> columns, IReadOnlyList<TypeCodec> codecs, bool numbered) : RowEncoder(columns, codecs, numbered)
{
    const int Usual = 1024;

    readonly StringBuilder _line = new(Usual);
    readonly StringBuilder _scratch = new(Usual);
    char[] _characters = new char[Usual];

    public override bool IsBinary => false;

    public override void Encode(RowBatch batch, int row, CopyBuffer buffer)
    {
        _ = _line.Clear();
        if (Numbered)
            _ = _line.Append(CultureInfo.InvariantCulture, $"{batch.OrdinalOf(row)}");
        for (var i = 0; i < Columns.Count; i++)
        {
            if (i > 0 || Numbered)
                _ = _line.Append('\t');
            CopyText.AppendField(_line, Codecs[Columns[i]], batch.Columns[Columns[i]]!, row, _scratch);
        }
        _ = _line.Append('\n');
        // Not chunk by chunk: a chunk may end between the halves of a surrogate pair.
        if (_characters.Length < _line.Length)
            _characters = new char[_line.Length * 2];
        _line.CopyTo(0, _characters, _line.Length);
        _ = buffer.WriteUtf8(_characters.AsSpan(0, _line.Length));
    }
}
