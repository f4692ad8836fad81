import Kernel

/// The ids of a page's headings: readable, unique, and never one that the page itself uses.
package struct AnchorNames: Sendable, Hashable {
    /// The page's own ids, whatever its text says.
    private static let reserved: Set<String> = [
        "contents", "corrections", "cite", "disclosure", "discussion", "facts", "main", "more-about", "newsletter",
        "note", "query", "related", "source", "sources", "top",
    ]
    private static let reservedPrefixes = ["source-", "cite-", "note-", "note-ref-", "comment-"]

    private var taken: Set<String> = []
    /// Where to go on counting for a name, so that a thousand equal headings don't take a million look-ups.
    private var nextNumber: [String: Int] = [:]

    /// An id for a heading of this text.
    package mutating func name(for text: String) -> String {
        let base = Self.folded(text)
        if !Self.isReserved(base), taken.insert(base).inserted { return base }
        var number = nextNumber[base, default: 2]
        while Self.isReserved("\(base)-\(number)") || !taken.insert("\(base)-\(number)").inserted { number += 1 }
        nextNumber[base] = number + 1
        return "\(base)-\(number)"
    }

    private static func isReserved(_ name: String) -> Bool {
        if reserved.contains(name) { return true }
        return reservedPrefixes.contains { prefix in
            name.hasPrefix(prefix) && name.utf8.dropFirst(prefix.utf8.count).allSatisfy { (0x30...0x39).contains($0) }
        }
    }

    /// Lower-case ASCII letters and digits with single hyphens, at most 60 bytes.
    private static func folded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for scalar in LetterFolding.folded(text).unicodeScalars where bytes.count < 60 {
            switch scalar {
            case "a"..."z", "0"..."9": bytes.append(UInt8(ascii: scalar))
            // An apostrophe belongs to its word: “it’s” gives `its`.
            case "'", "’": continue
            default: if let last = bytes.last, last != UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
            }
        }
        if bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
        return bytes.isEmpty ? "part" : String(decoding: bytes, as: UTF8.self)
    }
}
