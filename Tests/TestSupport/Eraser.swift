/// Takes everything commercial out of a page, as docs/architecture.md (“Plates, regions and fences”) says that anybody can.
package enum Eraser {
    private static let opening = "<!--fill "
    private static let closing = "<!--/fill-->"

    package static func erase(_ page: String) -> String { withPlainLinks(withoutFills(page)) }

    private static func withoutFills(_ page: String) -> String {
        var result = ""
        var rest = page[...]
        while let start = rest.firstRange(of: opening), let end = rest[start.upperBound...].firstRange(of: closing) {
            result += rest[..<start.lowerBound]
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    private static func withPlainLinks(_ page: String) -> String {
        let attributes = "\" rel=\"sponsored nofollow external\" data-plain=\""
        var result = ""
        var rest = page[...]
        while let middle = rest.firstRange(of: attributes) {
            let before = rest[..<middle.lowerBound]
            let tag = "<a href=\""
            guard let start = before.ranges(of: tag).last, let end = rest[middle.upperBound...].firstRange(of: "\">")
            else { break }
            result += before[..<start.lowerBound]
            result += "\(tag)\(rest[middle.upperBound..<end.lowerBound])\" rel=\"external\">"
            rest = rest[end.upperBound...]
        }
        return result + rest
    }
}
