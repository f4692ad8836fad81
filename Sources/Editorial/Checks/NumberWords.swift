/// The words by which a number is told from a date, a name or an identifier.
enum NumberWords {
    /// Units after a number, as they are written.
    static let units: Set<String> = [
        "%", "‰", "°", "°C", "°F", "°N", "°S", "°E", "°W", "K", "km", "m", "cm", "mm", "µm", "nm", "ft", "mi", "in",
        "km/h", "mph", "m/s", "km²", "m²", "m³", "ha", "kg", "g", "mg", "µg", "t", "lb", "oz", "l", "L", "ml", "mL",
        "W",
        "kW", "MW", "GW", "TW", "Wh", "kWh", "MWh", "GWh", "TWh", "J", "kJ", "MJ", "kcal", "V", "A", "Hz", "kHz", "MHz",
        "GHz", "Pa", "hPa", "kPa", "mmHg", "dB", "kB", "MB", "GB", "TB", "percent", "percentage", "degrees", "degree",
        "kilometres", "kilometers", "kilometre", "metres", "meters", "metre", "centimetres", "millimetres", "miles",
        "mile", "feet", "foot", "inches", "inch", "yards", "acres", "hectares", "grams", "grammes", "gram", "kilograms",
        "kilogram", "milligrams", "tonnes", "tonne", "tons", "pounds", "ounces", "litres", "liters", "litre", "watts",
        "watt", "kilowatts", "kilowatt", "megawatts", "gigawatts", "kilowatt-hours", "joules", "calories", "volts",
        "amps", "hertz", "dollars", "euros", "pence", "won", "yen", "yuan", "times", "US$", "US",
    ]
    /// What else may be joined to a number.
    static let attached: Set<String> = ["bn", "tn", "k", "M", "x"]
    static let scales: Set<String> = [
        "thousand", "million", "millions", "billion", "billions", "trillion", "trillions", "percent", "hundred",
    ]
    static let smallScales: Set<String> = ["thousand", "hundred"]
    /// Words of a sum that is written out.
    static let sums: Set<String> = ["divide", "divided", "dividing", "multiplied", "multiply", "multiplying"]
    /// Numbers in words; before a scale they claim as digits do.
    static let counts: Set<String> = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
        "sixty", "seventy", "eighty", "ninety",
    ]
    static let months: Set<String> = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
    ]
    static let eras: Set<String> = ["AD", "BC", "BCE", "CE"]
    static let hours: Set<String> = ["am", "pm", "a.m", "p.m", "o’clock", "o'clock", "gmt", "utc"]
    /// Words whose number is a name.
    static let numbered: Set<String> = [
        "act", "appendix", "article", "bus", "category", "chapter", "class", "clause", "column", "day", "edition",
        "episode",
        "exit", "fig", "figure", "flight", "footnote", "gate", "grade", "group", "highway", "issue", "item", "level",
        "line",
        "model", "no", "note", "number", "numbers", "page", "pages", "part", "phase", "platform", "point", "question",
        "release", "room", "route", "row", "rule", "season", "section", "series", "size", "stage", "step", "table",
        "track",
        "type", "version", "volume", "week", "zone",
    ]
    /// Words that may open a sentence before a number that counts something.
    static let openings: Set<String> = [
        "a", "about", "after", "all", "almost", "an", "and", "another", "approximately", "around", "as", "at", "before",
        "between", "but", "by", "during", "each", "every", "exactly", "fewer", "for", "from", "in", "just", "less",
        "more",
        "nearly", "of", "on", "only", "or", "over", "roughly", "since", "some", "than", "that", "the", "there", "these",
        "they", "this", "those", "to", "under", "until", "up", "we", "when", "with", "within", "you",
    ]
}
