import Kernel

/// Makes a source of an entry of BibTeX or biblatex.
struct BibTeXSource {
    private let entry: BibTeXEntry
    private(set) var source: ImportedSource

    init(_ entry: BibTeXEntry) {
        self.entry = entry
        source = ImportedSource(key: String(entry.key.prefix(200)), place: .line(entry.line))
        source.warnings = entry.warnings
        source.title = title
        readAuthors()
        source.publisher = publisher
        readDates()
        readAddress()
    }

    private func text(_ name: String) -> String? {
        let text = entry.fields[name].map { TeXText.decoded($0) } ?? ""
        return text.isEmpty ? nil : text
    }

    private func first(_ names: [String]) -> String? { names.compactMap { text($0) }.first }

    private var title: String? {
        guard let title = text("title") else { return nil }
        return text("subtitle").map { "\(title): \($0)" } ?? title
    }

    private mutating func readAuthors() {
        guard let raw = ["author", "editor"].compactMap({ entry.fields[$0] }).first(where: { !$0.isEmpty })
        else { return }
        for name in TeXText.list(Array(raw.unicodeScalars)) {
            if name.count == 6, String(String.UnicodeScalarView(name)).lowercased() == "others" {
                source.hasMoreAuthors = true
            } else if let name = Self.body(name) ?? ImportedName(bibTeX: name) {
                source.authors.append(name)
            }
        }
    }

    /// A name that is in braces as a whole is a body’s, and stays as it is.
    private static func body(_ name: [Unicode.Scalar]) -> ImportedName? {
        guard name.first == "{", name.last == "}", TeXText.split(name, where: { _ in true }).count <= 2 else {
            return nil
        }
        let text = TeXText.decoded(name)
        return text.isEmpty ? nil : ImportedName(family: text)
    }

    private static let periodicals = ["journaltitle", "journal", "shortjournal"]
    private static let houses = ["publisher", "institution", "school", "organization"]

    private var publisher: String? {
        if entry.type == "article", let periodical = first(Self.periodicals) { return periodical }
        if let house = first(Self.houses) {
            let named = first(["location", "address"]).map { "\(house), \($0)" } ?? house
            return named.count <= SourceRules.longestPublisher ? named : house
        }
        let published = entry.fields["howpublished"].flatMap { $0.contains("\\url") ? nil : text("howpublished") }
        return first(Self.periodicals) ?? published ?? first(["booktitle", "maintitle", "titleaddon"])
    }

    private mutating func readDates() {
        if let written = text("date") {
            source.published = ImportedDate.partial(written)
            if source.published == nil { source.warnings.append("The date “\(written.prefix(60))” isn’t understood.") }
        }
        if source.published == nil, let written = text("year") { readYear(written) }
        if let written = text("urldate") {
            source.accessed = ImportedDate.partial(written).flatMap { ImportedDate.day(of: $0) }
            if source.accessed == nil {
                source.warnings.append("The day of reading “\(written.prefix(60))” isn’t understood.")
            }
        }
    }

    private mutating func readYear(_ written: String) {
        if let whole = ImportedDate.partial(written), whole.month != nil {
            source.published = whole
            return
        }
        guard let year = ImportedDate.year(in: written) else {
            return source.warnings.append("The year “\(written.prefix(60))” isn’t understood.")
        }
        let monthText = text("month")
        let month = monthText.flatMap { ImportedDate.month(in: $0) }
        if let monthText, month == nil {
            source.warnings.append("The month “\(monthText.prefix(60))” isn’t understood.")
        }
        let hasName = monthText?.contains(where: \.isLetter) ?? false
        let beside = monthText?.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }.first
        let day = text("day").flatMap { Int($0) } ?? (hasName ? beside : nil)
        source.published = ImportedDate.partial(year: year, month: month, day: day)
    }

    private mutating func readAddress() {
        if let written = entry.fields["doi"], !written.isEmpty {
            source.doi = DigitalObjectName(Self.plainAddress(written))?.text
            if source.doi == nil { source.warnings.append("The DOI “\(written.prefix(60))” isn’t one.") }
        }
        let url = ["url", "howpublished", "note"].compactMap { name in
            entry.fields[name].flatMap { Self.address(in: $0, wholly: name == "url") }
        }.first
        if let url {
            source.address = url
            source.doi = source.doi ?? (url.contains("doi.org/") ? DigitalObjectName(url)?.text : nil)
        } else if let doi = source.doi {
            source.address = DigitalObjectName(doi)?.address
        } else if let paper = text("eprint"), (text("eprinttype") ?? text("archiveprefix"))?.lowercased() == "arxiv" {
            source.address = "https://arxiv.org/abs/\(paper)"
        }
    }

    /// The address in a field; one that may hold other words too is only looked through for `\url{…}`.
    private static func address(in written: String, wholly: Bool) -> String? {
        var text = written
        if let command = text.range(ofPlain: "\\url{") {
            text = String(text[command.upperBound...].prefix { $0 != "}" })
        } else if !wholly {
            return nil
        }
        text = plainAddress(text)
        return text.isEmpty ? nil : text
    }

    /// Takes out what TeX wants around the signs of an address.
    private static func plainAddress(_ written: String) -> String {
        var plain = ""
        var isEscaped = false
        for character in written {
            switch character {
            case "\\" where !isEscaped: isEscaped = true
            case "{" where !isEscaped, "}" where !isEscaped: break
            default:
                if !character.isWhitespace { plain.append(character) }
                isEscaped = false
            }
        }
        if plain.hasPrefix("<"), plain.hasSuffix(">") { plain = String(plain.dropFirst().dropLast()) }
        return plain
    }
}

extension String {
    /// Where a text stands first.
    func range(ofPlain text: String) -> Range<Index>? {
        guard let first = text.first else { return nil }
        var start = startIndex
        while let found = self[start...].firstIndex(of: first) {
            if self[found...].hasPrefix(text) { return found..<index(found, offsetBy: text.count) }
            start = index(after: found)
        }
        return nil
    }
}
