/// Takes everything commercial out of a page, as docs/architecture.md (“Plates, regions and fences”) says that anybody can.
package enum Eraser {
    /// How a document writes `<`, `>` and `"` of the HTML in it.
    private struct Spelling {
        var opening = "<"
        var closing = ">"
        var quote = "\""

        init(of page: String) {
            if page.hasPrefix("<?xml") { (opening, closing, quote) = ("&lt;", "&gt;", "&quot;") }
            if page.hasPrefix("{") { quote = "\\\"" }
        }

        func callAsFunction(_ html: String) -> String {
            html.map { character in
                switch character {
                case "<": opening
                case ">": closing
                case "\"": quote
                default: String(character)
                }
            }.joined()
        }
    }

    package static func erase(_ page: String) -> String {
        let spell = Spelling(of: page)
        return withPlainTitles(withPlainLinks(withoutFills(page, spell), spell))
    }

    private static func withoutFills(_ page: String, _ spell: Spelling) -> String {
        let opening = spell("<!--fill ")
        let closing = spell("<!--/fill-->")
        var result = ""
        var rest = page[...]
        while let start = rest.firstRange(of: opening), let end = rest[start.upperBound...].firstRange(of: closing) {
            result += rest[..<start.lowerBound]
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    private static func withPlainLinks(_ page: String, _ spell: Spelling) -> String {
        let attributes = spell("\" rel=\"sponsored nofollow external\" data-plain=\"")
        let tag = spell("<a href=\"")
        var result = ""
        var rest = page[...]
        while let middle = rest.firstRange(of: attributes) {
            let before = rest[..<middle.lowerBound]
            guard let start = before.ranges(of: tag).last,
                let end = rest[middle.upperBound...].firstRange(of: spell("\">"))
            else { break }
            result += before[..<start.lowerBound]
            result += "\(tag)\(rest[middle.upperBound..<end.lowerBound])\(spell("\" rel=\"external\">"))"
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    /// Takes the labels out that are told before their titles.
    private static func withPlainTitles(_ page: String) -> String {
        let isJSON = page.hasPrefix("{")
        let start = isJSON ? "\"_label\":{\"text\":\"" : "<!--label "
        let end = isJSON ? "\"}," : "-->"
        var result = ""
        var rest = page[...]
        while let opening = rest.firstRange(of: start),
            let closing = rest[opening.upperBound...].firstRange(of: end)
        {
            let label = rest[opening.upperBound..<closing.lowerBound]
            result += rest[..<opening.lowerBound]
            rest = rest[closing.upperBound...]
            guard let inTitle = rest.firstRange(of: label) else { break }
            result += rest[..<inTitle.lowerBound]
            rest = rest[inTitle.upperBound...]
        }
        return result + rest
    }
}
