using FraiseqlData.Generation.Text;
using static FraiseqlData.Generation.Rules.TextGenerators;

namespace FraiseqlData.Generation.Rules;

/// <summary>Generators of names and descriptions of works, events, tasks: what a title or description says depends on what bears it.</summary>
static class WorkGenerators
{
    const string PoorTitles = "A bit disappointing|Not what I expected|Could be better|Broke after a month|Waste of money|Not recommended|Poor quality|Sent it back|Never again|Too expensive for this|Arrived damaged|Does not fit";

    const string FairTitles = "Just okay|Average|Does the job|Good, but expensive|Smaller than expected|Works as described|Fair price|Nothing special|Good enough|Has its limits|Mixed feelings|Acceptable";

    const string GoodTitles = "Great value|Exactly what I needed|Good quality|Would buy again|Better than expected|Solid and simple|Fast delivery|Five stars|Highly recommended|Very happy with it|Perfect gift|Excellent service|Love it|Easy to use|Nice design|Very comfortable|Well made|Top product|No complaints";

    public static IEnumerable<Generator> All =>
    [
        Pairs("film_title",
            "The Silent|The Last|The Hidden|A Distant|The Broken|The Golden|The Lost|The Crimson|Midnight|The Forgotten|Beyond the|The Winter|The Invisible|The Second|A Perfect|The Long|The Northern|The Paper|The Secret|Under the|The Burning|The Quiet|The Stolen|Return to the|The Emerald|The Restless|The Seventh|The Wooden|Closer to the|The Unexpected",
            "Harbour|Witness|Garden|Journey|Inheritance|Lighthouse|Promise|Letter|Horizon|Stranger|Orchestra|River|Detective|Mountain|Island|Summer|Portrait|Bridge|Crossing|Theatre|Passenger|Kingdom|Station|Season|Mirror|Voyage|Village|Gambit|Frontier|Shadow|Desert|Carousel|Violin|Map|Verdict|Storm|Valley|Sunrise"),
        Pairs("song_title",
            "Dancing in|Lost in|Back to|Waiting for|Dreaming of|Running from|Letters from|Far from|Falling for|Goodbye to|Meet Me in|Hold On to|Walking through|Songs about|Chasing|Thinking of|Home before|Looking for|Under|Into|Somewhere in|Out of",
            "the Rain|the Moonlight|the City|the Sea|Summer|Monday Morning|Midnight|the Morning Light|Paradise|Yesterday|the Sun|the Shadows|the Highway|Winter|the River|Paris|a Dream|the Stars|Love|the Silence|the Blue|Tomorrow|the Wind|Nowhere|the Neon Lights|September"),
        Pairs("album_title",
            "Midnight|Electric|Golden|Paper|Broken|Silent|Neon|Velvet|Northern|Distant|Hollow|Endless|Acoustic|Painted|Silver|Wild|Crystal|Restless|Urban|Faded|Lunar|Wooden|Scarlet|Slow|Hidden",
            "Roads|Sessions|Skies|Letters|Hearts|Gardens|Echoes|Rivers|Nights|Horizons|Postcards|Machines|Mornings|Tides|Stories|Lights|Mirrors|Seasons|Cities|Harmonies|Shadows|Oceans|Fires|Windows"),
        Pairs("playlist_title",
            "Morning|Workout|Road Trip|Sunday|Dinner|Rainy Day|Study|Party|Summer|Late Night|Weekend|Focus|Kitchen|Garden|Office|Holiday|Campfire|Commute",
            "Mix|Favourites|Classics|Hits|Grooves|Moods|Sessions|Acoustics|Anthems|Discoveries|Ballads|Beats"),
        Pairs("book_title",
            "The Secret of|A History of|The House by|Letters from|The Art of|Journey to|The Last Days of|The Road to|Tales of|The Keeper of|A Year in|The Language of|Notes from|In Search of|The Daughters of|The Winter of|Return to|The Gardens of|The Shape of|Voices of",
            "the Lighthouse|the Old Mill|Small Towns|the Northern Sea|the Clockmaker|Quiet Rivers|the Long Valley|the Orchard|Distant Islands|the Glass Tower|the Harbour|Ordinary Days|the Cartographer|the Black Forest|Lost Letters|the Railway|the Mountains|Bread and Salt|the Violin|Stone and Water"),
        Pairs("article_title",
            "How to Choose|Ten Tips for|A Short Guide to|What to Know about|Why We Like|The Future of|Five Myths about|Getting Started with|Our View on|Lessons from|The Real Cost of|A Closer Look at|Common Mistakes in|Behind the Scenes of",
            "Remote Work|Garden Furniture|Healthy Cooking|City Cycling|Home Insulation|Good Coffee|Family Travel|Online Learning|Small Business Accounting|Winter Sports|Project Planning|Electric Cars|Local Food|Interior Design|Data Protection|Team Meetings|Solar Power|Urban Gardening|Customer Service|Night Photography"),
        Pairs("event_title",
            "Annual|Spring|Summer|Autumn|Winter|Regional|International|Community|Charity|Founders'|Open|Evening|Weekend|Partner|Student",
            "Conference|Workshop|Meetup|Trade Fair|Open Day|Webinar|Gala|Concert|Festival|Exhibition|Hackathon|Award Ceremony|Barbecue|Tournament|Run|Lecture|Book Fair|Market"),
        Pairs("course_title",
            "Introduction to|Advanced|Fundamentals of|Practical|Applied|Principles of|Topics in|Foundations of|Essentials of",
            "Accounting|Photography|Statistics|Project Management|Chemistry|Web Development|Marketing|Italian Cooking|Creative Writing|Data Analysis|Physics|Economics|Graphic Design|Public Speaking|Music Theory|Biology|Business Law|Machine Learning|Art History|First Aid"),
        Pairs("project_title",
            "Website|Warehouse|Office|Customer Portal|Payroll|Mobile App|Data|Network|Catalogue|Booking System|Factory|Helpdesk|Brand|Reporting|Security",
            "Relaunch|Migration|Extension|Redesign|Upgrade|Automation|Roll-Out|Audit|Integration|Consolidation|Modernisation|Pilot|Review"),
        Pairs("task_title",
            "Fix|Review|Update|Prepare|Test|Document|Clean up|Plan|Replace|Check|Order|Rewrite|Translate|Approve|Archive|Schedule",
            "the login page|the price list|the invoice template|the backup job|the office chairs|the search results|the contract draft|the product photos|the training material|the server certificates|the monthly report|the meeting room|the import script|the welcome e-mail|the navigation menu|the stock count|the expense forms|the release notes"),
        Pairs("subject_line",
            "Question about|Update on|Reminder:|Confirmation of|Your request about|Change of|News about|Details of|Feedback on|Next steps for",
            "your order|the invoice|the delivery date|the appointment|our meeting|your account|the contract|the price list|the return|your booking|the new schedule|the offer"),
        Pairs("recipe_title",
            "Roasted|Creamy|Grilled|Spicy|Baked|Homemade|Slow-Cooked|Crispy|Fresh|Quick|Grandmother's|Summer|Winter|Rustic",
            "Tomato Soup|Vegetable Curry|Chicken Pie|Mushroom Risotto|Potato Salad|Lentil Stew|Apple Cake|Pumpkin Soup|Fish Tacos|Pasta with Pesto|Rice Pudding|Onion Tart|Bean Chili|Cheese Soufflé|Lemon Cake|Pancakes"),
        Pairs("offer_title",
            "Spring|Summer|Autumn|Winter|Weekend|Back-to-School|Anniversary|Early Bird|Family|Student|New Customer|Clearance|Holiday|Loyalty|Mid-Season|Bundle",
            "Sale|Offer|Discount|Deal|Special|Savings|Bonus|Promotion|Voucher|Days"),
        Pairs("job_advert",
            "Senior|Junior|Lead|Part-Time|Deputy|Assistant|Regional|Temporary|Experienced",
            "Accountant|Electrician|Software Developer|Sales Manager|Nurse|Buyer|Data Analyst|Project Manager|Mechanic|Designer|Teacher|Logistics Planner|Receptionist|Quality Engineer|Translator"),
        TextWords("review_title", string.Join('|', PoorTitles, FairTitles, GoodTitles)),
        TextWords("review_title_poor", PoorTitles),
        TextWords("review_title_fair", FairTitles),
        TextWords("review_title_good", GoodTitles),
        TextWords("reason", "Price|Quality|Delivery time|Wrong size|Damaged in transit|No longer needed|Better offer elsewhere|Wrong item|Ordered by mistake|Recommendation|Advertisement|Customer request|Defective|Incomplete|Out of stock|Duplicate|Review|Trade fair|Expired|Other"),
        TextWords("cause", "No longer needed|Customer request|Ordered by mistake|Wrong item|Damaged in transit|Defective|Incomplete|Out of stock|Duplicate entry|Changed plans|Illness|Delay|Technical problem|Missing documents|Limit exceeded|Wrong data|Date not possible|Other"),
        TextWords("topic", "General|Internal|Training|Maintenance|Administration|Research|Community|Education|Marketing|Technology|Finance|Operations|Events|Safety|Quality|Planning|Service|Other"),
        Templates("age_range", "<0-5|6-12|13-17|18-24|25-34|35-44|45-54|55-64|65-74|75+>"),
        TextWords("shift_name", "Day|Evening|Night|Morning|Afternoon|Early|Late|Weekend|On-Call|Split|Swing|Relief|Standby|Half-Day"),
        TextWords("media_format", "CD|Vinyl|MP3|FLAC|AAC|DVD|Blu-ray|Cassette|Stream|WAV|Paperback|Hardcover|E-book|Audiobook|PDF|MPEG-4|Ogg Vorbis|Download|Magazine|Poster"),
        TextWords("tax_name", "Standard Rate|Reduced Rate|Zero Rate|State Sales Tax|City Tax|County Tax|Value-Added Tax|Import Duty|Luxury Tax|Tourist Tax|Exempt|Export"),
        TextWords("territory", "North|South|East|West|Central|Northeast|Northwest|Southeast|Southwest|North Central|South Central|East Central|West Central|Coast|Inland|Metropolitan|Capital Area|Border|Upper|Lower"),
        Of("unit_name", (_, room) => [List([.. Nations.Units.Select(u => u[1])], room)]),
        Of("image_file", (_, room) => [new ListText(new ListRecipe(["front|side|detail|close|rear|studio|outdoor|summer|winter|product|catalogue|colour".Split('|'), "view|photo|picture|shot|scene|portrait".Split('|'), ["jpg", "png", "webp"]], "-", ".") { NumberBehind = 1, NumberSeparator = "-" }, room)]),
        Templates("node_path", "/<1..9>/<1..40>/", "/<1..9>/"),
        TextWords("special_feature", "Trailers|Commentaries|Deleted Scenes|Behind the Scenes|Interviews|Bloopers|Subtitles|Alternate Ending|Making Of|Soundtrack"),
        TextWords("amenity", "Wi-Fi|Parking|Swimming Pool|Breakfast|Air Conditioning|Gym|Pet Friendly|Restaurant|Bar|Spa|Balcony|Sea View|Kitchen|Washing Machine|Elevator|Heating|Garden|Terrace|Projector|Whiteboard"),
        TextWords("product_line", "Classic|Sport|Touring|Premium|Basic|Professional|Outdoor|Home|Junior|Heritage|Urban|Compact|Eco|Studio|Travel|Comfort|Signature|Original|Expert|Alpine|Racing|Trail|Vintage|Ultra"),
        TextWords("error_message", "Connection timed out|Permission denied|File not found|Invalid input|Out of memory|Service unavailable|Too many requests|Unexpected end of file|Record is locked|Duplicate entry|Certificate expired|Bad gateway|Network unreachable|Version conflict|Disk full|Payment declined|Session expired|Unknown host|Checksum mismatch|Operation cancelled"),
        TextWords("branch", "main|develop|staging|release/spring|release/autumn|feature/login|feature/search|feature/export|feature/dark-mode|fix/timeout|fix/typo|fix/rounding|hotfix/payment|chore/dependencies|docs/readme|experiment/cache|refactor/orders|test/importer"),
        Of("cron", (_, _) => [new TemplateText("<0..59> <0..23> * * <1-5|*|0|6>"), new TemplateText("<0..9> * * * *")]),
        TextWords("licence", "MIT|Apache-2.0|GPL-3.0|BSD-3-Clause|LGPL-2.1|MPL-2.0|AGPL-3.0|ISC|Unlicense|CC0-1.0|EPL-2.0|BSL-1.0|Zlib|Artistic-2.0"),
        TextWords("icon", "home|user|users|settings|search|star|heart|bell|calendar|cart|chart|check|clock|cloud|download|edit|folder|gift|globe|image|key|lock|mail|map|phone|play|printer|shield|tag|trash|upload|wallet"),
        TextWords("queue_name", "default|mailers|high|low|critical|exports|imports|reports|notifications|webhooks|indexing|billing|maintenance|media"),
        Localized("image_caption", room => [new ListText(new ListRecipe(["Front|Side|Rear|Top|Detail|Close-up|Product|Packaging|In use|Lifestyle".Split('|'), ["view", "photo", "picture", "shot"]], " "), room)]),
        Prose("film_description", Sentences(
            "A retired teacher|A young nurse|A pair of brothers|A stubborn detective|A famous cook|A shy musician|An old sailor|A travelling salesman|A student of history|A small-town mayor|A curious neighbour|A former spy|A lonely astronaut|A clever thief",
            "must find|sets out to save|meets|discovers|is forced to protect|fights for|falls in love with|tries to forget|inherits|has to defend|travels far to see",
            "a lost letter in a quiet harbour town.|the last theatre of the city.|an unexpected friend on a night train.|a secret that changes everything.|a family farm in the mountains.|the person who knows too much.|an old map in an abandoned house.|a rival before the summer ends.|the truth about a missing painting."), 1),
        Prose("category_description", Sentences(
            "Everything|Selected products|Popular items|New and proven articles|Accessories and supplies|A wide range",
            "for everyday use|for the whole family|for every occasion|for all ages",
            "at fair prices.|from well-known brands.|ready for delivery.|for every budget."), 1),
        Prose("offer_description", Sentences(
            "Better prices on|A welcome offer for|Special terms for|Savings on|Our thanks for|A seasonal offer for|A reward for",
            "all orders|the whole range|selected products|your first order|orders above the minimum|the new collection|all accessories",
            "until the end of the month.|for new customers.|this weekend only.|while stocks last.|for members.|in all shops.|with this code."), 1),
        Prose("event_description", Sentences(
            "An evening|A full day|A weekend|A morning|Two days",
            "of talks and discussions|of workshops and demonstrations|of music and good food|of sport for all ages|with speakers from the region|with guided tours and exhibitions",
            "for members and guests.|with free entry.|in a relaxed setting.|for everyone who is interested.|with drinks and snacks."), 1),
        Prose("task_description", Sentences(
            "Find out why it fails and|Talk to the team, then|Collect what is missing and|Check the current state and|Agree on the scope and|Compare the options and",
            "update the document|make a first draft|prepare a list of changes|send a short summary|correct the entries|test it once more",
            "by the end of the week.|before the release.|with the customer.|for the next meeting.|in the test system."), 2),
        Prose("group_description", Sentences(
            "A place|A group|A small circle|An open forum",
            "for questions and answers|for news and announcements|for people who share an interest|for the exchange of experience|for planning and coordination",
            "within the team.|for all members.|across departments.|for beginners and experts."), 1),
        Prose("role_description", Sentences("May|Can", "read all records|edit own records|manage users and settings|approve requests|export reports|see the dashboard|create and change entries", "in all areas.|of the own team.|without restrictions.|with approval."), 1),
        Prose("description", Sentences(
            "Covers|Contains|Describes|Includes|Lists|Explains|Summarises",
            "all standard cases|the most common options|what is needed for daily work|the agreed scope|the steps from start to finish|the main points|what was agreed so far|the details for new staff",
            "for the whole team.|of the current year.|in short form.|for internal use.|with examples.|step by step.|for later reference.|in plain words."), 2),
    ];

    static Generator Pairs(string name, string starts, string ends) => TextGenerators.Pairs(name, starts.Split('|'), ends.Split('|'));

    static SentenceText Sentences(params string[] parts) => new([.. parts.Select(p => (IReadOnlyList<string>)p.Split('|'))]);
}
