namespace FraiseqlData.Generation.Groups;

/// <summary>What is sold under which heading, in English: categories, the subcategories of each, and what one thing of a subcategory is called.</summary>
static class Assortment
{
    /// <summary>Categories, their subcategories and things, apart by punctuation.</summary>
    public const string Listed =
        "Accessories:Belts=Belt,Scarves=Scarf,Umbrellas=Umbrella,Sunglasses=Sunglasses;Appliances:Vacuum Cleaners=Vacuum Cleaner,Heaters=Heater,Fans=Fan,Toasters=Toaster;"
        + "Audio:Headphones=Headphones,Speakers=Speaker,Microphones=Microphone,Turntables=Turntable;Automotive:Roof Boxes=Roof Box,Car Mats=Car Mat,Wiper Blades=Wiper Blade,Tyre Pumps=Tyre Pump;"
        + "Baby:Prams=Pram,Cots=Cot,High Chairs=High Chair,Bottles=Baby Bottle;Bags:Backpacks=Backpack,Handbags=Handbag,Shoulder Bags=Shoulder Bag,Sports Bags=Sports Bag;"
        + "Bathroom:Towels=Towel,Bath Mats=Bath Mat,Shower Heads=Shower Head,Soap Dispensers=Soap Dispenser;Beauty:Skin Care=Face Cream,Make-up=Lipstick,Hair Care=Shampoo,Brushes=Hair Brush;"
        + "Bedroom:Mattresses=Mattress,Pillows=Pillow,Blankets=Blanket,Bed Linen=Bed Sheet;Bicycles:City Bikes=City Bike,Mountain Bikes=Mountain Bike,Bike Locks=Bike Lock,Saddles=Saddle;"
        + "Books:Cookbooks=Cookbook,Travel Guides=Travel Guide,Atlases=Atlas,Dictionaries=Dictionary;Cameras:Tripods=Tripod,Lenses=Lens,Action Cameras=Action Camera,Camera Bags=Camera Bag;"
        + "Clothing:Jackets=Jacket,Shirts=Shirt,Trousers=Trousers,Sweaters=Sweater;Computers:Monitors=Monitor,Keyboards=Keyboard,Routers=Router,Laptops=Laptop;"
        + "Cookware:Frying Pans=Frying Pan,Pots=Pot,Baking Tins=Baking Tin,Woks=Wok;Decoration:Vases=Vase,Mirrors=Mirror,Candle Holders=Candle Holder,Picture Frames=Picture Frame;"
        + "Electronics:Chargers=Charger,Cables=Cable,Alarm Clocks=Alarm Clock,Batteries=Battery Pack;Fitness:Dumbbells=Dumbbell,Yoga Mats=Yoga Mat,Exercise Bikes=Exercise Bike,Skipping Ropes=Skipping Rope;"
        + "Footwear:Boots=Boots,Sandals=Sandals,Sneakers=Sneakers,Slippers=Slippers;Furniture:Tables=Table,Chairs=Chair,Bookshelves=Bookshelf,Cabinets=Cabinet;"
        + "Games:Board Games=Board Game,Card Games=Card Game,Puzzles=Puzzle,Dice Games=Dice Game;Garden:Shovels=Shovel,Garden Hoses=Garden Hose,Watering Cans=Watering Can,Plant Pots=Plant Pot;"
        + "Gifts:Gift Boxes=Gift Box,Greeting Cards=Greeting Card,Mugs=Mug,Photo Albums=Photo Album;Groceries:Coffee=Coffee,Tea=Tea,Pasta=Pasta,Spices=Spice Mix;"
        + "Hardware:Screws=Screw Set,Hinges=Hinge,Padlocks=Padlock,Door Handles=Door Handle;Health:Thermometers=Thermometer,First Aid=First Aid Kit,Scales=Scale,Heat Pads=Heat Pad;"
        + "Home:Rugs=Rug,Curtains=Curtain,Cushions=Cushion,Wall Clocks=Wall Clock;Household:Buckets=Bucket,Brooms=Broom,Laundry Baskets=Laundry Basket,Ironing Boards=Ironing Board;"
        + "Jewellery:Rings=Ring,Necklaces=Necklace,Bracelets=Bracelet,Earrings=Earrings;Kitchen:Kettles=Kettle,Knives=Knife Set,Cutting Boards=Cutting Board,Blenders=Blender;"
        + "Lighting:Desk Lamps=Desk Lamp,Floor Lamps=Floor Lamp,Flashlights=Flashlight,Ceiling Lights=Ceiling Light;Luggage:Suitcases=Suitcase,Travel Bags=Travel Bag,Luggage Tags=Luggage Tag,Garment Bags=Garment Bag;"
        + "Music:Guitars=Guitar,Keyboards=Stage Piano,Drums=Drum Kit,Music Stands=Music Stand;Office:Office Chairs=Office Chair,Desks=Desk,Calculators=Calculator,Printers=Printer;"
        + "Outdoor:Tents=Tent,Sleeping Bags=Sleeping Bag,Camping Stoves=Camping Stove,Hiking Poles=Hiking Pole;Paint:Wall Paint=Wall Paint,Varnish=Varnish,Paint Brushes=Paint Brush,Rollers=Paint Roller;"
        + "Pet Supplies:Dog Beds=Dog Bed,Cat Trees=Cat Tree,Leashes=Leash,Feeding Bowls=Feeding Bowl;Phones:Phone Cases=Phone Case,Headsets=Headset,Phone Holders=Phone Holder,Power Banks=Power Bank;"
        + "Plants:House Plants=House Plant,Seeds=Seed Mix,Flower Bulbs=Flower Bulbs,Herbs=Herb Pot;Safety:Helmets=Helmet,Gloves=Gloves,Smoke Alarms=Smoke Alarm,Goggles=Goggles;"
        + "Software:Office Suites=Office Suite,Photo Editors=Photo Editor,Antivirus=Antivirus,Tax Software=Tax Software;Sports:Footballs=Football,Tennis Rackets=Tennis Racket,Swimwear=Swimsuit,Skis=Skis;"
        + "Stationery:Notebooks=Notebook,Pens=Pen,Scissors=Scissors,Staplers=Stapler;Storage:Storage Boxes=Storage Box,Shelves=Shelf,Baskets=Basket,Coat Racks=Coat Rack;"
        + "Textiles:Tablecloths=Tablecloth,Napkins=Napkins,Tea Towels=Tea Towel,Fabrics=Fabric;Tools:Drills=Drill,Hammers=Hammer,Screwdrivers=Screwdriver Set,Sanders=Sander;"
        + "Toys:Building Blocks=Building Blocks,Dolls=Doll,Toy Cars=Toy Car,Soft Toys=Soft Toy;Travel:Travel Pillows=Travel Pillow,Adapters=Travel Adapter,Toiletry Bags=Toiletry Bag,Passport Covers=Passport Cover;"
        + "Watches:Wrist Watches=Wrist Watch,Smart Watches=Smart Watch,Watch Straps=Watch Strap,Pocket Watches=Pocket Watch;Workwear:Overalls=Overall,Safety Shoes=Safety Shoes,Work Trousers=Work Trousers,Aprons=Apron";

    static readonly string[] Ends = ["at fair prices.", "from well-known brands.", "for every budget.", "for everyday use.", "ready for delivery."];

    static readonly (string Category, (string Name, string Thing)[] Below)[] All =
        [.. Listed.Split(';').Select(c => c.Split(':')).Select(c => (c[0], Array.ConvertAll(c[1].Split(','), s => (s.Split('=')[0], s.Split('=')[1]))))];

    static readonly Dictionary<string, string[]> Subcategories = All.ToDictionary(c => c.Category, c => Array.ConvertAll(c.Below, s => s.Name), StringComparer.OrdinalIgnoreCase);

    // By categories and subcategories; what is the name of both is a category.
    static readonly Dictionary<string, string[]> Things = All.Select(c => (c.Category, Things: Array.ConvertAll(c.Below, s => s.Thing)))
        .Concat(All.SelectMany(c => c.Below).Select(s => (Category: s.Name, Things: new[] { s.Thing }))).DistinctBy(t => t.Category).ToDictionary(t => t.Category, t => t.Things, StringComparer.OrdinalIgnoreCase);

    /// <summary>A subcategory of a category; null for a category that is not known.</summary>
    public static string? Subcategory(string category, ref CellRandom random) => Subcategories.TryGetValue(category, out var below) ? below[random.Next(below.Length)] : null;

    /// <summary>What stands under a category or subcategory as its child of a number; different ones have different names as long as there are such. Null for one that is not known.</summary>
    public static string? Child(string category, long number)
    {
        if (Subcategories.TryGetValue(category, out var below))
            return number < below.Length ? below[number] : Child(below[number % below.Length], number / below.Length - 1);
        // A word that the name has already says nothing new.
        return ThingsOf(category) is { } things && Goods.In(things[0])!.Sort.Qualities.Where(q => !category.Contains(q, StringComparison.OrdinalIgnoreCase)).ToList() is { Count: > 0 } qualities
            ? $"{qualities[(int)(number % qualities.Count)]} {category}" : null;
    }

    /// <summary>The name of something that is sold under a category or subcategory; null for one that is not known.</summary>
    public static string? Product(string category, ref CellRandom random) => ThingsOf(category) is { } things ? Qualified(random.Pick(things), ref random) : null;

    /// <summary>What is said of a category or subcategory; null for one that is not known.</summary>
    public static string? Description(string category, ref CellRandom random)
    {
        if (!Subcategories.TryGetValue(category, out var below))
            return ThingsOf(category) is null ? null : $"{category[0]}{category[1..].ToLowerInvariant()} {random.Pick(Ends)}";
        var first = random.Next(below.Length);
        var second = (first + 1 + random.Next(below.Length - 1)) % below.Length;
        return $"{below[first][0]}{below[first][1..].ToLowerInvariant()}, {below[second].ToLowerInvariant()} and more {random.Pick(Ends)}";
    }

    /// <summary>The things of a category or subcategory, of which the name may say more: <c>Classic Rugs</c>.</summary>
    static string[]? ThingsOf(string category)
    {
        for (var start = 0; ; start++)
        {
            if (Things.TryGetValue(category[start..], out var things))
                return things;
            if ((start = category.IndexOf(' ', start)) < 0)
                return null;
        }
    }

    static string Qualified(string thing, ref CellRandom random) => $"{random.Pick(Goods.In(thing)!.Sort.Qualities)} {thing}";
}
