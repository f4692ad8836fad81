/// A person or body that a file of references names.
package struct ImportedName: Sendable, Hashable {
    package var given: String
    /// Such as “van der”.
    package var particle: String
    /// The family name, or the whole name of a body.
    package var family: String
    /// Such as “Jr.”.
    package var suffix: String

    package init(given: String = "", particle: String = "", family: String, suffix: String = "") {
        self.given = given
        self.particle = particle
        self.family = family
        self.suffix = suffix
    }

    /// The name in the order in which it is spoken.
    package var written: String {
        [given, particle, family, suffix].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension ImportedName {
    /// Reads a name of BibTeX’s: “Last, First”, “Last, Jr, First” or “First von Last”.
    init?(bibTeX raw: [Unicode.Scalar]) {
        let parts = TeXText.split(raw) { $0 == "," }
        let name: ImportedName
        switch parts.count {
        case 1:
            let words = TeXText.words(of: parts[0])
            // A particle is what begins with a small letter before the last word.
            let last = words.count - 1
            let first = words.indices.first { $0 < last && Self.isSmall(words[$0]) } ?? last
            var end = first
            for index in words.indices where index >= first && index < last && Self.isSmall(words[index]) {
                end = index + 1
            }
            guard last >= 0 else { return nil }
            name = ImportedName(
                given: words[..<first].joined(separator: " "), particle: words[first..<end].joined(separator: " "),
                family: words[end...].joined(separator: " "))
        default:
            let words = TeXText.words(of: parts[0])
            let end = words.dropLast().prefix(while: Self.isSmall).count
            name = ImportedName(
                given: TeXText.decoded(parts[parts.count - 1]), particle: words[..<end].joined(separator: " "),
                family: words[end...].joined(separator: " "), suffix: parts.count > 2 ? TeXText.decoded(parts[1]) : "")
        }
        guard !name.written.isEmpty else { return nil }
        self = name
    }

    private static func isSmall(_ word: String) -> Bool {
        word.unicodeScalars.first { $0.properties.isAlphabetic }?.properties.isLowercase ?? false
    }
}
