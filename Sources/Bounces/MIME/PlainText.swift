/// The words of an HTML text, as lines; good enough to look for addresses and reasons in it.
enum PlainText {
    private static let entities = [
        "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&quot;": "\"", "&#39;": "'", "&#64;": "@", "&amp;": "&",
    ]
    private static let breaks = ["br", "p", "div", "tr", "li", "td", "pre", "h1", "h2", "h3"]

    /// In bytes: what comes later says no reason.
    private static let longest = 131_072

    static func of(html: String) -> String {
        var result = ""
        var rest = html.beginning(longest)[...]
        while let open = rest.firstIndex(of: "<") {
            result += rest[..<open]
            let after = rest[rest.index(after: open)...]
            guard let close = after.firstIndex(of: ">") else { return decoded(result) }
            let tag = after[..<close]
            // Addresses stand in angle brackets that nobody has escaped.
            if tag.contains("@"), !tag.contains(" ") {
                result += "<\(tag)>"
            } else {
                let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
                if breaks.contains(name) { result += "\n" }
            }
            rest = after[after.index(after: close)...]
        }
        return decoded(result + rest)
    }

    private static func decoded(_ text: String) -> String {
        entities.sorted { $0.key < $1.key }.reduce(text) { text, entity in
            text.replacing(entity.key, with: entity.value)
        }
    }
}
