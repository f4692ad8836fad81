/// The name of a language as HTML and HTTP write it (BCP 47, RFC 5646), such as `en-GB`.
package struct LanguageTag: Sendable, Hashable, CustomStringConvertible {
    /// In the customary case (RFC 5646 §2.1.1).
    package let description: String

    /// Takes a tag that is well-formed (RFC 5646 §2.2.9); `nil` for any other, and for the few irregular ones of old.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard text.utf8.count <= 60, let language = parts.first,
            parts.allSatisfy({ (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy(Self.isAlphanumeric) }),
            (2...8).contains(language.utf8.count), language.utf8.allSatisfy(Self.isLetter)
        else { return nil }
        var written = [language.lowercased()]
        var rest = parts.dropFirst()
        var extensions = 0
        if language.utf8.count <= 3 {
            while extensions < 3, let part = rest.first, part.utf8.count == 3, part.utf8.allSatisfy(Self.isLetter) {
                written.append(rest.removeFirst().lowercased())
                extensions += 1
            }
        }
        if let part = rest.first, part.utf8.count == 4, part.utf8.allSatisfy(Self.isLetter) {
            written.append(part.prefix(1).uppercased() + part.dropFirst().lowercased())
            rest.removeFirst()
        }
        if let part = rest.first, Self.isRegion(part) {
            written.append(rest.removeFirst().uppercased())
        }
        var variants: Set<String> = []
        while let part = rest.first, Self.isVariant(part) {
            guard variants.insert(part.lowercased()).inserted else { return nil }
            written.append(rest.removeFirst().lowercased())
        }
        var singletons: Set<String> = []
        while let singleton = rest.popFirst()?.lowercased() {
            guard singleton.utf8.count == 1, singletons.insert(singleton).inserted else { return nil }
            let isPrivate = singleton == "x"
            let values = isPrivate ? rest : rest.prefix { $0.utf8.count > 1 }
            guard !values.isEmpty else { return nil }
            written += [singleton] + values.map { $0.lowercased() }
            rest = rest.dropFirst(values.count)
        }
        description = written.joined(separator: "-")
    }

    private static func isRegion(_ part: String) -> Bool {
        (part.utf8.count == 2 && part.utf8.allSatisfy(isLetter))
            || (part.utf8.count == 3 && part.utf8.allSatisfy(isDigit))
    }

    private static func isVariant(_ part: String) -> Bool {
        part.utf8.count >= 5 || (part.utf8.count == 4 && part.utf8.first.map(isDigit) == true)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }
}
