import Markdown

/// A digital object identifier (ISO 26324), in the one form in which two of them can be compared.
struct DigitalObjectName: Sendable, Hashable {
    /// In lower case and without a resolver, such as `10.1000/182`.
    let text: String

    private static let prefixes = [
        "https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi.org/", "doi:",
    ]

    /// Takes a name as it is or behind `doi:` or a resolver's address; `nil` for anything else.
    init?(_ written: String) {
        var name = written.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        for prefix in Self.prefixes where name.hasPrefix(prefix) { name.removeFirst(prefix.count) }
        while name.first == " " { name.removeFirst() }
        let parts = name.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, parts[0].hasPrefix("10."), parts[0].utf8.count >= 6, name.utf8.count <= 300,
            parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
            name.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F })
        else { return nil }
        text = name
    }

    /// Where the name leads.
    var address: String { "https://doi.org/\(WebAddress.encoded(text))" }
}
