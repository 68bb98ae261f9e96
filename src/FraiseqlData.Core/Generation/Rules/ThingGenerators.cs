using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Text;
using static FraiseqlData.Generation.Rules.TextGenerators;

namespace FraiseqlData.Generation.Rules;

/// <summary>Generators of names of things, of running text, and of addresses of the web and of files.</summary>
static class ThingGenerators
{
    static readonly string[] Products =
        ["Alarm Clock", "Backpack", "Bench", "Blanket", "Blender", "Bookshelf", "Bottle", "Bowl", "Bucket", "Cabinet", "Calculator", "Camera", "Chair", "Charger", "Coat Rack",
         "Coffee Maker", "Cutting Board", "Desk", "Desk Lamp", "Drill", "Fan", "Flashlight", "Frying Pan", "Garden Hose", "Gloves", "Hammer", "Headphones", "Heater", "Helmet",
         "Jacket", "Kettle", "Keyboard", "Knife Set", "Ladder", "Lunch Box", "Mattress", "Measuring Tape", "Microphone", "Mirror", "Monitor", "Mug", "Notebook", "Office Chair",
         "Padlock", "Pillow", "Printer", "Projector", "Pump", "Rain Coat", "Router", "Sander", "Scale", "Scissors", "Screwdriver Set", "Shelf", "Shovel", "Speaker", "Stool",
         "Storage Box", "Suitcase", "Table", "Tent", "Thermometer", "Toaster", "Tool Box", "Towel", "Tray", "Tripod", "Umbrella", "Vacuum Cleaner", "Vase", "Wall Clock", "Workbench"];

    static readonly string[] TitleStarts =
        ["Annual", "Basic", "Better", "Customer", "Daily", "Design", "Early", "Field", "First", "Future", "General", "Global", "Good", "Hidden", "Internal", "International", "Long", "Market",
         "Modern", "Monthly", "Morning", "New", "Northern", "Open", "Practical", "Project", "Quarterly", "Quiet", "Regional", "Seasonal", "Second", "Simple", "Southern", "Spring",
         "Strategic", "Summer", "Team", "Technical", "Urban", "Weekly", "Winter"];

    static readonly string[] TitleEnds =
        ["Agenda", "Analysis", "Archive", "Basics", "Briefing", "Campaign", "Chronicle", "Conference", "Course", "Days", "Discovery", "Evening", "Exhibition", "Forum", "Garden", "Guide",
         "Horizon", "Initiative", "Insights", "Introduction", "Journey", "Kickoff", "Lecture", "Letters", "Lessons", "Maintenance", "Meeting", "Migration", "Notes", "Outlook", "Overview",
         "Perspective", "Planning", "Portrait", "Presentation", "Programme", "Release", "Report", "Review", "Rollout", "Seminar", "Series", "Session", "Stories", "Strategy", "Summary",
         "Survey", "Training", "Update", "Upgrade", "View", "Workshop"];

    static readonly SentenceText DescriptionSentences = new(
        ["Reliable and well made,", "Carefully designed and", "Well proven and", "Compact and", "Robust and", "Carefully tested and", "Light and", "Made to last and"],
        ["suited to daily use", "ready for long service", "easy to look after", "pleasant to use", "popular with our customers", "worth its price", "tested many times"],
        ["in any season.", "at a fair price.", "for beginners and professionals.", "all year round.", "on every day of the week.", "as a gift, too."]);

    static readonly SentenceText NoteSentences = new(
        ["Check the details", "Keep the documents at hand", "Follow up", "Confirm the date", "Send a reminder", "Clarify the open points"],
        ["next week.", "in the afternoon.", "after the holidays.", "by the end of the month.", "as soon as possible.", "in the coming days."]);

    static readonly SentenceText WishNotes = new(
        ["For the birthday,", "For the new flat,", "As a present,", "For the holidays,", "For my parents,", "For the anniversary,", "For next year,"],
        ["in blue if possible.", "no hurry.", "when it is on sale.", "rather the larger one.", "second hand is fine.", "please not twice."]);

    static readonly SentenceText VisitNotes = new(
        ["Good general condition,", "Complaints for some days,", "Examination without findings,", "Clear improvement,", "Slight pain,", "Values somewhat raised,"],
        ["check-up in two weeks.", "medication unchanged.", "rest and plenty of fluids.", "referred to a specialist.", "blood test requested.", "no further measures."]);

    static readonly SentenceText OrderNotes = new(
        ["Please call", "Please write", "Customer asks to be called", "Check the details", "Keep the documents at hand", "Follow up", "Confirm the date", "Send a reminder", "Clarify the open points", "Arrange a visit"],
        ["before delivery.", "next week.", "in the afternoon.", "after the holidays.", "once the order is complete.", "by the end of the month.", "as soon as possible.", "in the coming days.", "when the goods arrive."]);

    static readonly SentenceText MessageSentences = new(
        ["Thank you for your message,", "Good news:", "As discussed,", "Just to let you know,", "For your information,", "As promised,", "A short update:", "Following our call,"],
        ["the documents are attached", "the order is on its way", "the meeting takes place", "the new date suits us", "the changes are online", "we have everything we need", "the offer is valid", "the team is ready"],
        ["as planned.", "from tomorrow on.", "as you asked.", "for the time being.", "until the end of the month.", "this week.", "in the usual way."]);

    static readonly SentenceText BioSentences = new(
        ["Works in", "Has long experience in", "Leads a small team in", "Studied and now works in", "Has a background in", "Teaches and writes about", "Came from abroad to work in"],
        ["logistics", "product design", "software development", "customer service", "education", "mechanical engineering", "finance", "health care", "architecture", "marketing", "agriculture", "publishing"],
        ["and likes to travel.", "and enjoys hiking.", "and plays the piano.", "and reads a lot.", "and lives by the sea.", "and cooks for friends.", "and spends weekends outdoors.", "and coaches a youth team."]);

    static readonly string[] Since = ["after two months of use.", "for this price.", "in everyday use."];

    static readonly SentenceText PoorReviews = new(
        ["Stopped working", "Not what was promised", "Poor quality", "Feels cheap", "Would not buy again", "Does not fit", "Sent it back", "Very disappointing", "Worse than in the pictures"],
        [.. Since, "and nobody answered my mails.", "and arrived late.", "and the box was damaged.", "and hard to clean."]);

    static readonly SentenceText FairReviews = new(
        ["Works as expected", "Does its job", "A little smaller than expected", "Neither good nor bad", "Average quality", "All right", "Useful but not cheap", "Needs some patience"],
        [.. Since, "and took its time to arrive.", "and the manual is thin.", "and easy enough to clean."]);

    static readonly SentenceText GoodReviews = new(
        ["Good quality", "Easy to use", "Looks better than in the pictures", "Well made", "Very pleased", "Good value", "Simple but solid", "Works very well"],
        [.. Since, "so far.", "and arrived on time.", "and would buy again.", "and the service was friendly.", "and easy to clean."]);

    static readonly SentenceText Questions = new(
        ["How do I", "When can I", "Where can I", "How long does it take to", "Do I need an account to"],
        ["change my address?", "return an item?", "see my invoices?", "reach the support team?", "update my details?", "book an appointment?", "cancel an order?", "add another user?", "download a receipt?", "change the language?"]);

    public static IEnumerable<Generator> All =>
    [
        Localized("product", room => Named(Products, room)),
        Localized("machine", room => Named(Goods.OfSort("machine"), room)),
        Localized("component", room => Named(Goods.OfSort("component"), room)),
        Of("model_name", (_, room) => [new ListText(new ListRecipe([PlainWords.Adjectives, ["Air", "Edition", "Line", "Max", "One", "Plus", "Pro", "Series", "Sport", "Star"]], " "), room), List(PlainWords.Adjectives, room)]),
        Localized("title", room => [new ListText(new ListRecipe([TitleStarts, TitleEnds], " "), room), List(TitleEnds, room)]),
        Localized("label", room => [new ListText(new ListRecipe([PlainWords.Adjectives, PlainWords.Nouns], " "), room), List(PlainWords.Adjectives, room)]),
        Prose("subtitle", DescriptionSentences, 1),
        Prose("summary", PlainSentences.Sentences, 2),
        Prose("product_description", DescriptionSentences, 3),
        Prose("notes", NoteSentences, 2),
        Prose("order_notes", OrderNotes, 2),
        Prose("wish_notes", WishNotes, 1),
        Prose("visit_notes", VisitNotes, 2),
        Prose("message", MessageSentences, 3),
        Prose("question", Questions, 1),
        Prose("bio", BioSentences, 1),
        Prose("review", FairReviews, 2),
        Prose("review_poor", PoorReviews, 2),
        Prose("review_fair", FairReviews, 2),
        Prose("review_good", GoodReviews, 2),
        Of("slug", (_, room) => [Pairs("", "", "-", room), new ListText(new ListRecipe([Nouns]) { NumberSeparator = "-" }, room)]),
        Of("url", (_, room) => [Pairs("https://www.example.com/", "", "-", room), Pairs("https://example.com/", "", "-", room), new ListText(new ListRecipe([Nouns]) { Prefix = "http://", Suffix = ".test", NumberSeparator = "" }, room)]),
        Of("image_url", (_, room) => [Pairs("https://images.example.com/", ".jpg", "-", room), Pairs("/images/", ".jpg", "-", room), new ListText(new ListRecipe([Nouns]) { Suffix = ".jpg", NumberSeparator = "-" }, room)]),
        Of("domain", (_, room) => [Pairs("", ".example.com", "-", room), new ListText(new ListRecipe([Nouns]) { Suffix = ".test", NumberSeparator = "" }, room)]),
        Of("file_name", (_, room) => [new ListText(new ListRecipe([Adjectives, Nouns, ["pdf", "docx", "xlsx", "jpg", "png", "txt"]], "-", ".") { NumberBehind = 1, NumberSeparator = "-" }, room)]),
        Of("file_path", (_, room) => [new ListText(new ListRecipe([["archive", "documents", "exports", "images", "reports", "uploads"], Adjectives, Nouns], "/", "-") { Prefix = "/data/", Suffix = ".pdf", NumberSeparator = "-" }, room), Pairs("/", "", "-", room)]),
    ];

    static IReadOnlyList<string> Adjectives { get; } = [.. PlainWords.Adjectives.Select(w => w.ToLowerInvariant())];

    static IReadOnlyList<string> Nouns => PlainWords.Nouns;

    /// <summary>Names of things, with what goes well with each before them.</summary>
    static IEnumerable<TextSpace> Named(IReadOnlyList<string> things, TextRoom room) => [List(Goods.Qualified(things), room), List([.. things.Select(p => p.Split(' ')[^1]).Distinct()], room)];

    static ListText Pairs(string prefix, string suffix, string numberSeparator, TextRoom room) =>
        new(new ListRecipe([Adjectives, Nouns], "-") { Prefix = prefix, Suffix = suffix, NumberSeparator = numberSeparator }, room);
}
