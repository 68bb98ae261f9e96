using System.Text;

namespace FraiseqlData.Generation.Sources;

/// <summary>Rows of a composite type as text; the field with the most distinct values makes them distinct.</summary>
sealed class CompositeSource : TypedSource<string>
{
    readonly (TypedSource Source, PartText Text)[] _fields;
    readonly int _key;

    public CompositeSource(IReadOnlyList<(TypedSource Source, PartText Text)> fields)
    {
        _fields = [.. fields];
        for (var i = 1; i < _fields.Length; i++)
            _key = _fields[i].Source.DistinctCapacity > _fields[_key].Source.DistinctCapacity ? i : _key;
    }

    public override ulong DistinctCapacity => _fields.Length == 0 ? 1 : _fields[_key].Source.DistinctCapacity;

    public override string Make(ref CellRandom random) => Build(null, ref random);

    public override string MakeDistinct(ulong index, ref CellRandom random) => Build(index, ref random);

    string Build(ulong? index, ref CellRandom random)
    {
        var text = new StringBuilder("(");
        for (var i = 0; i < _fields.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            var (source, part) = _fields[i];
            part.AppendQuoted(index is { } number && i == _key ? source.MakeDistinctObject(number, ref random) : source.MakeObject(ref random), text);
        }
        return text.Append(')').ToString();
    }
}
