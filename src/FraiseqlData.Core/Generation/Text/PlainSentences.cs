namespace FraiseqlData.Generation.Text;

/// <summary>Plain English phrases that make sentences about everyday business, whatever they are put next to.</summary>
static class PlainSentences
{
    public static IReadOnlyList<string> Subjects { get; } =
    [
        "The customer", "The team", "The office", "The supplier", "The manager", "Our partner", "The client", "The department", "The project group",
        "The new version", "The order", "The delivery", "The report", "The service", "The appointment", "The contract", "The update", "The request",
        "The first part", "The schedule", "The review", "The document", "The list", "The offer",
    ];

    public static IReadOnlyList<string> Verbs { get; } =
    [
        "was confirmed", "was checked", "was updated", "was discussed", "is expected", "is complete", "was moved", "is ready", "was received",
        "was approved", "is on hold", "was prepared", "will be available", "was reviewed", "needs a second look", "was noted", "is in progress",
        "was arranged", "will follow", "was closed",
    ];

    public static IReadOnlyList<string> Endings { get; } =
    [
        "this week.", "by phone.", "as agreed.", "without changes.", "on time.", "for the next step.", "in the morning.", "at the main office.",
        "after the meeting.", "for the coming season.", "in writing.", "with a small delay.", "until further notice.", "as planned.",
        "at short notice.", "for both sides.", "before the weekend.", "with the new terms.", "at the usual place.", "for the whole team.",
    ];

    /// <summary>Sentences of all three.</summary>
    public static SentenceText Sentences { get; } = new(Subjects, Verbs, Endings);
}
