namespace FraiseqlData.Generation.Rules;

/// <summary>Names that mean something of their own in tables of one subject. They stand before the general ones.</summary>
static partial class NameRules
{
    const string Films = "film|movie|series|episode|tv show|video";
    const string Songs = "track|song|recording";
    const string Lines = "order item|order line|order detail|order line item|invoice line|invoice item|cart item|basket item|line item|cart line|sales order detail|purchase order detail|shopping cart item|quote line|quote item";
    const string Kinds = "contact type|address type|phone type|phone number type|email type|telephone type";
    const string Patients = "patient|vital|vital sign|examination|athlete|body|measurement|checkup";

    static IEnumerable<NameRule> Subjects =>
    [
        // works
        new("film_title", "title|=name|original title|label", Films),
        new("film_title", "film title|movie title|show title|episode title"),
        new("film_description", "description|=summary|plot|synopsis|=overview|tagline", Films),
        new("film_minutes", "length|duration|runtime|running time|minutes|length minutes", Films),
        new("special_feature", "special features|special feature|=features|extras", Films),
        new("song_title", "title|=name|label", Songs),
        new("song_title", "song title|track title|track name|song name"),
        new("song_milliseconds", "milliseconds|duration ms|length ms|duration milliseconds|=ms", Songs),
        new("song_seconds", "seconds|duration|length|duration seconds|length seconds|playtime", Songs),
        new("album_title", "title|=name|label", "album"),
        new("album_title", "album title|album name"),
        new("playlist_title", "title|=name|label", "playlist|mix"),
        new("book_title", "title|=name|label", "book|novel|publication"),
        new("book_title", "book title"),
        new("article_title", "title|=name|headline|=label", "article|post|page|news|story|blog|blog post|guide|tutorial|content"),
        new("article_title", "headline|post title|article title"),
        new("event_title", "title|=name|label", "event|conference|festival|show|exhibition"),
        new("event_title", "event name|event title"),
        new("event_description", "description|details", "event|conference|festival|exhibition|meeting"),
        new("course_title", "title|=name|label", "course|lesson|class|subject|training|module|lecture|curriculum"),
        new("course_title", "course name|course title"),
        new("project_title", "title|=name|label", "project|campaign|programme|program|initiative"),
        new("project_title", "project name|project title"),
        new("task_title", "title|=name|subject|=label|=summary", "task|ticket|issue|todo|bug|work item|card|case|incident|milestone|to do|checklist item|subtask"),
        new("task_title", "task name|task title|issue title|ticket subject"),
        new("task_description", "description|details", "task|ticket|issue|todo|bug|work item|card|case|incident|project|milestone"),
        new("review_title", "title|=headline|subject|=summary", "review|rating|testimonial|product review"),
        new("review", "comments|=description", "review|rating|testimonial|product review"),
        new("recipe_title", "title|=name", "recipe|dish|meal|menu item"),
        new("offer_title", "title|=name|label", "offer|promotion|coupon|voucher|discount|special offer|deal|price rule|sale"),
        new("offer_description", "description|=details", "offer|promotion|coupon|voucher|discount|special offer|deal"),
        new("job_advert", "title|=name", "job|vacancy|job posting|job offer|position|opening"),
        new("subject_line", "subject|subject line|email subject|mail subject|message subject"),
        new("category_description", "description|=details", "category|subcategory|product category|collection|catalog|catalogue|department"),
        new("group_description", "description|=details", "group|team|room|channel|chat|forum|community|workspace|club|chat room|organization|organisation"),
        new("role_description", "description|=details", "role|permission|privilege|scope"),
        new("image_caption", "caption|alt text|alt|=title|=label|=description", "image|photo|picture|media|product image|gallery"),
        new("image_caption", "alt text|image alt|image caption"),
        new("image_url", "=url|=src|=link|=path|=source|=href", "image|photo|picture|avatar|logo|thumbnail|product image|media|gallery|banner|icon|poster"),

        // tables of words
        new("contact_type", "name|label|title|description", Kinds),
        new("media_format", "name|label|title", "media type|format|media format|medium|edition type"),
        new("shift_name", "name|label|title", "shift|work shift"),
        new("reason", "name|label|title|description|=text|=reason", "reason"),
        new("tax_name", "name|label|title|description", "tax rate|tax|vat rate|tax class|tax category|tax type"),
        new("territory", "name|label|title", "territory|district|zone|sales territory"),
        new("continent", "=group|=group name|=area|=area name", "territory|sales territory|region|country|country region"),
        new("unit_name", "name|label|title|description", "unit|unit measure|unit of measure|measure unit|measurement unit|uom"),
        new("unit", "unit measure code|unit of measure code|uom code|measure code"),
        new("unit", "=code|=symbol|=abbreviation|=short name", "unit|unit measure|unit of measure|uom|measure unit"),
        new("delivery_method", "name|label|title", "ship method|shipping method|delivery method|shipment method|carrier service|shipping type"),
        new("payment_method", "name|label|title", "payment method|payment type|payment mode"),
        new("priority", "name|label|title", "priority|severity|urgency"),
        new("product_line", "name|label|title", "product line|product model|line|range"),
        new("amenity", "name|label|title", "amenity|facility|equipment type|feature"),
        new("country", "country region|=name", "country region"),
        new("country_code", "country region code"),
        new("state", "=name|=label", "state province|province state"),
        new("state_code", "state province code"),
        new("locale", "culture id|culture code|locale id|culture"),
        new("language", "=name|label", "culture"),
        new("role", "name|label|title", "user role|account role"),
        new("status", "name|label|title", "status|order status|lifecycle"),
        new("type", "name|label|title", "type|kind|class|classification"),
        new("department", "group name", "department|division"),
        new("shelf", "shelf|shelf number|shelf code|rack|aisle"),
        new("text_key", "cart id|session key id|external reference id"),

        new("product_description", "description|details|=text|=body", "product description|product translation|product detail|product text|item description"),
        new("image_file", "photo file name|image file name|thumbnail file name|logo file name|picture file name|avatar file name|photo filename|image filename"),
        new("node_path", "node|node path|document node|tree path|hierarchy path|materialized path"),

        new("error_message", "error|error message|failure message|failure reason|error text|error description|last error|exception|exception message|failure"),
        new("icon", "icon|icon name|glyph"),
        new("queue_name", "queue|queue name"),
        new("slug", "namespace"),
        new("past", "queued at|stopped at|revoked at|locked at|import date|audit time|store time|creation time|created time|chart time|hidden at|stopped on|time created|accounted at|ended at|failed at|triggered at|synced on"),
        new("recent", "last heartbeat at|last heartbeat|change date|edit date|changed|last modified at|last seen on|last run on|last success at"),

        new("state", "district", Beside: "city|cityid|address|postalcode|zip|town"),

        // numbers
        new("flag", "=active|=enabled|=disabled|=deleted|=visible|=published|=locked|=archived|is active|is deleted|is enabled|is default|is public|is admin|=flag"),
        new("pieces", "quantity|qty|count|order qty|pieces|units|=amount", Lines),
        new("small_price", "unit price|price", Songs + "|download|ringtone"),
        new("rental_rate", "rental rate|rental price|rental fee|late fee"),
        new("cost", "ship base|ship rate|base rate|shipping rate|shipping base"),
        new("rental_days", "rental duration|rental days|rental period|loan days|loan period"),
        new("few_days", "days to manufacture|manufacturing days|production days|assembly days|processing days|handling days"),
        new("commission_rate", "commission pct|commission rate|commission percent|commission percentage"),
        new("revenue", "revenue|turnover|sales|annual revenue|sales ytd|cost ytd|sales last year|cost last year|ytd sales|budget|sales quota|quota|profit|annual budget|total revenue|gross revenue|net revenue|funding|goal amount"),
        new("bonus", "bonus|annual bonus|signing bonus"),
        new("percent", "availability|occupancy|utilisation rate"),
        new("body_weight", "weight|body weight|weight kg", People + "|" + Patients),
        new("body_height", "height|body height|height cm", People + "|" + Patients),
        new("heart_rate", "heart rate|pulse|bpm|heartbeat"),
        new("blood_pressure", "systolic|systolic pressure|blood pressure systolic"),
        new("blood_pressure_low", "diastolic|diastolic pressure|blood pressure diastolic"),
        new("body_temperature", "body temperature"),
        new("body_temperature", "temperature", Patients),
        new("card_number", "card number|credit card number|card no|pan|cc number"),
    ];
}
