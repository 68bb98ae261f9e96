namespace FraiseqlData.Generation.Rules;

/// <summary>
/// Columns of such a name get such a generator, where the generator can make the column's type.
/// </summary>
/// <param name="Generator">The generator's name; its kind decides to which families of types the rule applies.</param>
/// <param name="Names">
/// The names, words apart by spaces, alternatives by bars: <c>first name|given name</c>. A name is met by the whole column name, by its end
/// (<c>billing_email</c>) and, less well, by its start where what follows says nothing new (<c>price_eur</c>); with <c>=</c> before it by the whole name alone.
/// </param>
/// <param name="Of">
/// The things that the name must belong to, apart by bars, or null for any: <c>name</c> of a <c>city</c> is met by <c>city_name</c>
/// anywhere and by <c>name</c> in a table of cities.
/// </param>
/// <param name="Beside">Columns of which the table must have one, apart by bars, or null: <c>state</c> is a place beside a <c>city</c>.</param>
/// <param name="For">
/// Things of which one must refer to the table, apart by bars, or null: a <c>genre</c> that a <c>track</c> refers to is one of music.
/// A word of the other table's name is enough (<c>film_category</c>).
/// </param>
sealed record NameRule(string Generator, string Names, string? Of = null, string? Beside = null, string? For = null);
