/// The readable last part of an address: lower-case letters, digits and single hyphens, 1 to 120 characters.
package struct Slug: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let description: String

    /// Takes a text that already is a slug.
    ///
    /// - Throws: ``Problem`` of kind `invalid` that names the text and the rule.
    package init(_ text: String) throws(Problem) {
        guard Self.isValid(text) else {
            throw Problem(
                .invalid, slug: "slug-invalid", title: "Not a valid slug",
                detail:
                    "“\(text.prefix(140))” is not a slug: use 1 to 120 lower-case letters, digits and single hyphens.")
        }
        description = text
    }

    /// Takes a text that is known to be a slug, such as one read back from a store.
    package init?(validating text: some StringProtocol) {
        let text = String(text)
        guard Self.isValid(text) else { return nil }
        description = text
    }

    package static func < (left: Self, right: Self) -> Bool { left.description < right.description }

    private static func isValid(_ text: String) -> Bool {
        guard (1...120).contains(text.utf8.count) else { return false }
        var afterHyphen = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): afterHyphen = false
            case UInt8(ascii: "-") where !afterHyphen: afterHyphen = true
            default: return false
            }
        }
        return !afterHyphen
    }
}
