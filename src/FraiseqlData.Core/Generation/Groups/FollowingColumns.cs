using FraiseqlData.Constraints;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Finds the columns of a row that follow another one: in height, in hours, in opinion.</summary>
/// <param name="table">The table.</param>
/// <param name="given">The columns that other steps give.</param>
/// <param name="drawn">For each column that is still to be drawn a step that does it alone.</param>
/// <param name="joined">The columns that belong to groups; those that are found are added.</param>
sealed class FollowingColumns(TableContext table, IReadOnlySet<int> given, IReadOnlyDictionary<int, SourceStep> drawn, HashSet<int> joined)
{
    // A rate in percent has two at the most, or three.
    const int DecimalsOfParts = 4;

    /// <summary>The steps, those first that others read.</summary>
    public IEnumerable<BatchStep> Find() => [.. Flags(), .. Figures(), .. Rates(), .. Hours(), .. Quotes(), .. Limits(), .. Opinions()];

    /// <summary>Flags that have a name in common with a boolean.</summary>
    IEnumerable<BatchStep> Flags()
    {
        var flags = Enumerable.Range(0, table.Table.Columns.Count).Where(c => drawn.TryGetValue(c, out var own) ? SameFlagStep.IsFlag(own.Source) : given.Contains(c) && table.Codecs[c].ValueType == typeof(bool))
            .GroupBy(c => SameFlagStep.SubjectOf(table.ColumnAt(c).Name)).Where(g => g.Key.Length > 0 && g.Count() > 1).ToList();
        foreach (var same in flags)
        {
            var lead = same.Where(c => table.Codecs[c].ValueType == typeof(bool)).OrderBy(drawn.ContainsKey).ThenByDescending(joined.Contains).ThenBy(c => c).Select(c => (int?)c).FirstOrDefault();
            foreach (var other in lead is null ? [] : same.Where(c => c != lead && drawn.ContainsKey(c) && joined.Add(c)))
                yield return new SameFlagStep(drawn[other], lead!.Value);
        }
    }

    /// <summary>Rates that are as high as their names say.</summary>
    IEnumerable<BatchStep> Rates()
    {
        foreach (var own in drawn.Values.Where(d => !joined.Contains(d.Column) && d.Source is { Origin: SourceOrigin.Name } and IOrderedSource { Step: > 0 } && RateStep.Knows(d.Source.Name)).OrderBy(d => d.Column).ToList())
        {
            var name = SpeakingColumn(text => RateStep.Says(text, own.Source.Name));
            var usual = own.Source.Name == "tax_rate" ? PlaceCatalog.Default.CountryOf(table.Locale).TaxRates : [];
            if (name is null && usual.Count == 0)
                continue;
            _ = joined.Add(own.Column);
            yield return new RateStep(own, name, usual, table.ColumnAt(own.Column).Scale >= DecimalsOfParts);
        }
    }

    /// <summary>Figures of a business that keep a proportion to another one.</summary>
    IEnumerable<BatchStep> Figures()
    {
        var figures = Enumerable.Range(0, table.Table.Columns.Count).Where(c => IsDrawnNumber(c) && !joined.Contains(c) || given.Contains(c) && IsNumber(c)).Select(c => (c, table.ColumnAt(c).Name)).ToList();
        foreach (var (column, lead, share) in FigureNames.Of(figures).Where(f => IsDrawnNumber(f.Column) && joined.Add(f.Column)).ToList())
            yield return new ShareStep(drawn[column], lead, share);
    }

    /// <summary>Times of day at which something begins and ends.</summary>
    IEnumerable<BatchStep> Hours()
    {
        var times = drawn.Values.Where(d => !joined.Contains(d.Column) && d.Source is LongSource<TimeOnly> && d.Source.Origin is SourceOrigin.Name or SourceOrigin.Type).OrderBy(d => d.Column)
            .Select(d => (Own: d, Name: HoursStep.BoundOf(table.ColumnAt(d.Column).Name))).Where(t => t.Name is not null).ToLookup(t => t.Name!.Value.Period, t => (t.Own, t.Name!.Value.IsEnd));
        foreach (var period in times.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var (start, end) = (period.FirstOrDefault(t => !t.IsEnd).Own, period.FirstOrDefault(t => t.IsEnd).Own);
            if (start is null || end is null)
                continue;
            joined.UnionWith([start.Column, end.Column]);
            yield return new HoursStep(start, end, SpeakingColumn(HoursStep.Says), PassesMidnight(start.Column, end.Column), table.StreamKey($"#hours:{period.Key}"));
        }
    }

    /// <summary>Whether no constraint wants the end of the day's hours behind their beginning.</summary>
    bool PassesMidnight(int start, int end)
    {
        var (evening, morning) = (new TimeOnly(22, 0), new TimeOnly(6, 0));
        return !table.Constraints.RowChecks.Any(c => c.Columns.Select(table.IndexOf).Order().SequenceEqual(new[] { start, end }.Order())
            && c.Evaluate(column => table.IndexOf(column) == start ? evening : morning) == CheckOutcome.False);
    }

    /// <summary>Prices and rates of one thing on one day.</summary>
    IEnumerable<BatchStep> Quotes()
    {
        var currencies = Exchanged();
        var named = drawn.Values.Where(d => !joined.Contains(d.Column) && IsDrawnNumber(d.Column)).OrderBy(d => d.Column)
            .Select(d => (Own: d, Name: QuoteNames.Of(table.ColumnAt(d.Column).Name))).Where(q => q.Name is not null);
        foreach (var group in named.GroupBy(q => q.Name!.Value.Thing).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var quotes = group.Select(q => (q.Own, q.Name!.Value.Kind)).DistinctBy(q => q.Kind).OrderBy(q => q.Kind).ToList();
            if (!QuoteNames.BelongTogether(group.Key, [.. quotes.Select(q => q.Kind)]))
                continue;
            joined.UnionWith(quotes.Select(q => q.Own.Column));
            yield return new QuoteStep(quotes, currencies, table.StreamKey($"#quotes:{group.Key}"));
        }
        // A rate that stands alone.
        foreach (var own in currencies is null ? [] : drawn.Values.Where(d => !joined.Contains(d.Column) && d.Source.Name == "exchange_rate" && IsDrawnNumber(d.Column)).OrderBy(d => d.Column).ToList())
        {
            _ = joined.Add(own.Column);
            yield return new QuoteStep([(own, QuoteKind.Average)], currencies, table.StreamKey($"#quotes:{own.Column}"));
        }
    }

    /// <summary>The columns of the currencies that are changed into each other; null where the row has no two.</summary>
    (int From, int To)? Exchanged()
    {
        var found = Enumerable.Range(0, table.Table.Columns.Count).Where(c => (given.Contains(c) || drawn.ContainsKey(c)) && table.Codecs[c].ValueType == typeof(string))
            .Select(c => (Column: c, Meaning: Rules.RuleSources.Meanings(table.Table, table.ColumnAt(c)).FirstOrDefault())).Where(c => c.Meaning.Role == "currency").ToList();
        int? Of(params string[] qualifiers) => found.Where(c => c.Meaning.Qualifier is { } said && qualifiers.Any(said.Split(' ').Contains)).Select(c => (int?)c.Column).FirstOrDefault();
        return Of("from", "base", "source") is { } from && Of("to", "target", "quote", "counter") is { } to ? (from, to) : null;
    }

    /// <summary>Numbers that are no greater than others of the row; each follows one.</summary>
    IEnumerable<BatchStep> Limits()
    {
        var numbers = Enumerable.Range(0, table.Table.Columns.Count).Where(c => IsDrawnNumber(c) || given.Contains(c) && IsNumber(c)).Select(c => (c, table.ColumnAt(c).Name)).ToList();
        var limitOf = new Dictionary<int, int>();
        foreach (var (low, high) in LimitNames.Of(numbers).ToList())
        {
            if (IsDrawnNumber(low) && !joined.Contains(low) && !LeadsTo(high, low))
                _ = limitOf.TryAdd(low, high);
        }
        joined.UnionWith(limitOf.Keys);
        // A limit is filled before what it limits.
        foreach (var (low, high) in limitOf.OrderBy(l => Depth(l.Key)).ThenBy(l => l.Key))
            yield return new LimitStep(drawn[low], high, LimitNames.ShareOf(table.ColumnAt(low).Name));

        bool LeadsTo(int from, int to) => from == to || limitOf.TryGetValue(from, out var next) && LeadsTo(next, to);

        int Depth(int column) => limitOf.TryGetValue(column, out var next) ? 1 + Depth(next) : 0;
    }

    /// <summary>Texts that say what they think of a thing, where a rating does so too.</summary>
    IEnumerable<BatchStep> Opinions()
    {
        var rating = Enumerable.Range(0, table.Table.Columns.Count).FirstOrDefault(c => (given.Contains(c) || drawn.ContainsKey(c)) && ScaleOf(c) is not null, -1);
        if (rating < 0)
            yield break;
        var texts = drawn.Values.Where(d => !joined.Contains(d.Column) && d.Source.Origin == SourceOrigin.Name).OrderBy(d => d.Column)
            .Select(d => (Own: d, Moods: OpinionStep.MoodsOf(d.Source.Name)?.Select(m => NamedSource(d, m)).OfType<ValueSource>().ToList()))
            .Where(t => t.Moods is not null && t.Moods.Count == OpinionStep.MoodsOf(t.Own.Source.Name)!.Count).ToList();
        if (texts.Count == 0)
            yield break;
        joined.UnionWith(texts.Select(t => t.Own.Column));
        yield return new OpinionStep([.. texts.Select(t => (t.Own, (IReadOnlyList<ValueSource>)t.Moods!))], rating, ScaleOf(rating)!);
    }

    IOrderedSource? ScaleOf(int column) =>
        table.Run.Compiler.SourceOf(table.Table, column) is { Name: "rating" } and IOrderedSource { Step: > 0 } scale && scale.Natural.Low < scale.Natural.High && IsNumber(column) ? scale : null;

    /// <summary>The source of a generator for a column; null where it does not suit.</summary>
    ValueSource? NamedSource(SourceStep own, string generator) =>
        table.Sources.ByRule(generator, table.Table, table.ColumnAt(own.Column), table.Constraints.DomainOf(table.ColumnAt(own.Column).Name), own.Source.Reason);

    bool IsDrawnNumber(int column) => drawn.TryGetValue(column, out var own) && own.Source is IOrderedSource { Step: > 0 } && !Dates.IsMoment(own.Source) && own.Source.Origin is SourceOrigin.Name or SourceOrigin.Type;

    bool IsNumber(int column) => Numbers.IsNumber(table.ColumnAt(column).Type.Underlying);

    /// <summary>The column of the row whose few words say most of something; null where none says two different things.</summary>
    int? SpeakingColumn(Func<string, string?> says)
    {
        var spoken = Enumerable.Range(0, table.Table.Columns.Count).Where(c => (given.Contains(c) || drawn.ContainsKey(c)) && table.Codecs[c].ValueType == typeof(string))
            .Select(c => (Column: c, Said: table.Run.Compiler.SourceOf(table.Table, c) is { Origin: SourceOrigin.Name or SourceOrigin.Constraint } source ? SampleTexts.Of(source, table.Codecs[c]).Select(says).OfType<string>().Distinct().Count() : 0))
            .Where(s => s.Said > 1).ToList();
        return spoken.Count == 0 ? null : spoken.MaxBy(s => s.Said).Column;
    }
}
