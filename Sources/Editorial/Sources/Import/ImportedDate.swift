import Kernel

/// Reads the dates that files of references hold.
enum ImportedDate {
    /// Reads `2019`, `2019-5`, `2019-05-03`, the beginning of a range (`2019-05/2019-07`), with the marks of doubt of
    /// ISO 8601-2 (`1850~`, `1850?`) left out, and the time of day too.
    static func partial(_ text: String) -> PartialDate? {
        let start = text.split(separator: "/").first.map(String.init) ?? text
        let plain = start.filter { !$0.isWhitespace && $0 != "?" && $0 != "~" && $0 != "%" }
        let day = plain.split(separator: "T", maxSplits: 1).first.map(String.init) ?? plain
        let parts = day.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), let year = number(parts[0]), parts[0].utf8.count == 4 else { return nil }
        let rest = parts.dropFirst().map(number)
        guard !rest.contains(nil) else { return nil }
        return partial(year: year, month: rest.first ?? nil, day: rest.count > 1 ? rest[rest.endIndex - 1] : nil)
    }

    /// A date as exact as it can be: a month or day that there isn’t is left out.
    static func partial(year: Int, month: Int?, day: Int?) -> PartialDate? {
        guard (1...9999).contains(year) else { return nil }
        let digits = String(year)
        var text = String(repeating: "0", count: 4 - digits.utf8.count) + digits
        if let month, (1...12).contains(month) {
            text += month < 10 ? "-0\(month)" : "-\(month)"
            if let day, CalendarDay(year: year, month: month, day: day) != nil {
                text += day < 10 ? "-0\(day)" : "-\(day)"
            }
        }
        return PartialDate(text)
    }

    /// The first year of four digits in a text such as “circa 1998”.
    static func year(in text: String) -> Int? {
        text.split { !$0.isASCII || !$0.isNumber }.compactMap { $0.utf8.count == 4 ? Int($0) : nil }
            .first { (1000...2999).contains($0) }
    }

    /// A month by its number, its name or the beginning of that.
    static func month(in text: String) -> Int? {
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            if let number = number(String(word)), (1...12).contains(number) { return number }
            guard word.count >= 3 else { continue }
            if let index = months.firstIndex(where: { $0.hasPrefix(word) || word == "sept" && $0 == "september" }) {
                return index + 1
            }
        }
        return nil
    }

    static func day(of date: PartialDate) -> CalendarDay? { date.day == nil ? nil : date.lastDay }

    private static func number(_ text: String) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } && text.utf8.count <= 4 ? Int(text) : nil
    }

    static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
}
