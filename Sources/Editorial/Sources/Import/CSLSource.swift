import Kernel

/// Makes a source of an item of CSL-JSON, the form in which Zotero and others hand over references (CSL 1.0.2,
/// `csl-data.json`).
struct CSLSource {
    private let item: JSONValue
    private(set) var source: ImportedSource

    init(_ item: JSONValue, number: Int) {
        self.item = item
        let key = item["citation-key"]?.words ?? item["id"]?.words ?? ""
        source = ImportedSource(key: String(Self.plain(key).prefix(200)), place: .entry(number))
        source.title = text("title")
        readAuthors()
        source.publisher = publisher
        readDates()
        readAddress()
    }

    private func text(_ name: String) -> String? {
        let text = item[name]?.words.map(Self.plain) ?? ""
        return text.isEmpty ? nil : text
    }

    private mutating func readAuthors() {
        guard let names = ["author", "editor"].compactMap({ item[$0]?.items }).first(where: { !$0.isEmpty })
        else { return }
        for name in names {
            func part(_ key: String) -> String { name[key]?.words.map(Self.plain) ?? "" }
            let body = part("literal")
            let particles = [part("dropping-particle"), part("non-dropping-particle")].filter { !$0.isEmpty }
            let read =
                body.isEmpty
                ? ImportedName(
                    given: part("given"), particle: particles.joined(separator: " "), family: part("family"),
                    suffix: part("suffix"))
                : ImportedName(family: body)
            if read.written.isEmpty {
                source.warnings.append("A name says nothing.")
            } else {
                source.authors.append(read)
            }
        }
    }

    private static let partsOfPeriodicals: Set<String> = [
        "article", "article-journal", "article-magazine", "article-newspaper", "post-weblog", "webpage", "post",
        "review", "entry-encyclopedia", "entry-dictionary",
    ]

    private var publisher: String? {
        let container = text("container-title") ?? text("container-title-short")
        if Self.partsOfPeriodicals.contains(text("type") ?? ""), let container { return container }
        guard let house = text("publisher") ?? text("authority") else { return container ?? text("archive") }
        let named = text("publisher-place").map { "\(house), \($0)" } ?? house
        return named.count <= SourceRules.longestPublisher ? named : house
    }

    private mutating func readDates() {
        source.published = date("issued")
        guard let read = date("accessed") else { return }
        source.accessed = ImportedDate.day(of: read)
        if source.accessed == nil { source.warnings.append("“accessed” is no day.") }
    }

    private mutating func date(_ name: String) -> PartialDate? {
        guard let value = item[name], value != .null else { return nil }
        let date: PartialDate?
        if let parts = value["date-parts"]?.items?.first?.items {
            let numbers = parts.prefix(3).map { $0.words.flatMap { Int($0) } }
            let year = numbers.first ?? nil
            date = year.flatMap { year in
                ImportedDate.partial(
                    year: year, month: numbers.count > 1 ? numbers[1] : nil, day: numbers.count > 2 ? numbers[2] : nil)
            }
        } else if let written = value["raw"]?.words ?? value["literal"]?.words ?? value.words {
            date =
                ImportedDate.partial(written)
                ?? ImportedDate.year(in: written).flatMap { ImportedDate.partial(year: $0, month: nil, day: nil) }
        } else {
            date = nil
        }
        if date == nil { source.warnings.append("“\(name)” isn’t understood.") }
        return date
    }

    private mutating func readAddress() {
        if let written = text("DOI") {
            source.doi = DigitalObjectName(written)?.text
            if source.doi == nil { source.warnings.append("The DOI “\(written.prefix(60))” isn’t one.") }
        }
        if let url = text("URL") {
            source.address = url
            source.doi = source.doi ?? (url.contains("doi.org/") ? DigitalObjectName(url)?.text : nil)
        } else {
            source.address = source.doi.flatMap { DigitalObjectName($0)?.address }
        }
    }

    private static let tags: Set<String> = ["i", "b", "em", "strong", "sub", "sup", "span", "sc"]

    /// One line of text, without the few tags that CSL allows in it and without control characters.
    private static func plain(_ written: String) -> String {
        var plain = String.UnicodeScalarView()
        var rest = written.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "<" {
                let tag = rest.prefix(80).prefix { $0 != ">" && $0 != "<" }
                let after = rest[tag.endIndex...]
                let name = String(tag).split(whereSeparator: \.isWhitespace).first.map { word in
                    word.lowercased().drop { $0 == "/" }
                }
                if after.first == ">", let name, tags.contains(String(name)) {
                    rest = after.dropFirst()
                    continue
                }
            }
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            plain.append(isControl ? " " : scalar)
        }
        return String(plain).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
