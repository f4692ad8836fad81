/// What the styles of an element say, as far as Markdown can show it.
///
/// Word processors write bold and italic as styles, hide their own markers by styles, and make lists of paragraphs by
/// them.
struct PastedStyle: Sendable, Hashable {
    private(set) var isBold: Bool?
    private(set) var isItalic: Bool?
    private(set) var isStruck: Bool?
    private(set) var isMonospaced: Bool?
    private(set) var isHidden = false
    /// Word: the level of the list that the paragraph is an item of, from 1.
    private(set) var listLevel: Int?
    /// Word: the bullet or number that stands in the text of an item.
    private(set) var isListMarker = false
    /// Word: the level of the heading that the paragraph is.
    private(set) var outlineLevel: Int?
    private(set) var textAlignment: String?
    /// Word: a part such as its list of footnotes.
    private(set) var wordElement: String?

    init(_ element: HTMLElement) {
        isHidden = element["aria-hidden"] == "true"
        for declaration in element["style"].split(separator: ";").prefix(100) {
            let parts = declaration.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            apply(
                String(parts[0]).trimmedOfSpace.lowercased(),
                String(parts[1]).trimmedOfSpace.lowercased().replacing("!important", with: ""))
        }
    }

    private mutating func apply(_ name: String, _ value: String) {
        switch name {
        case "font-weight":
            isBold = value.hasPrefix("bold") || (Int(value).map { $0 >= 600 } ?? false)
        case "font-style": isItalic = value.hasPrefix("italic") || value.hasPrefix("oblique")
        case "text-decoration", "text-decoration-line": if value.contains("line-through") { isStruck = true }
        case "font-family":
            let first = value.prefix { $0 != "," }.filter { $0 != "\"" && $0 != "'" }
            isMonospaced = Self.monospaced.contains { first.contains($0) }
        case "display": if value == "none" { isHidden = true }
        case "visibility": if value == "hidden" { isHidden = true }
        case "mso-hide": if value == "all" { isHidden = true }
        case "mso-list":
            if value.hasPrefix("ignore") {
                isListMarker = true
            } else if let level = value.split(separator: " ").first(where: { $0.hasPrefix("level") }) {
                listLevel = Int(level.dropFirst(5)).map { min(max($0, 1), 9) }
            }
        case "mso-outline-level": outlineLevel = Int(value).flatMap { (1...6).contains($0) ? $0 : nil }
        case "text-align": textAlignment = value
        case "mso-element": wordElement = value
        default: break
        }
    }

    private static let monospaced = [
        "courier", "consolas", "menlo", "monaco", "monospace", "liberation mono", "roboto mono",
    ]
}
