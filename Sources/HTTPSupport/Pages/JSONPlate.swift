package import Kernel
package import Markup

/// Writes a JSON object whose strings of HTML have regions in them.
///
/// In these strings `<` is written as it is, and in all others as `\\u003c`, so that a text is never mistaken for HTML.
package struct JSONPlate: Sendable {
    private var pieces: [Plate.Piece] = []
    private var isFirst = true

    private init() { append("{") }

    /// An object with what `members` writes into it.
    package static func object(_ members: (inout JSONPlate) -> Void) -> Plate {
        Plate(pieces: written(members), encoding: .json)
    }

    /// Writes a member.
    package mutating func member(_ name: String, _ value: JSONValue?) {
        guard let value else { return }
        begin(name)
        pieces.append(.bytes(value.bytes))
    }

    /// Writes a member that is a string of HTML.
    package mutating func member(_ name: String, html: [Plate.Piece]) {
        begin(name)
        append("\"")
        for piece in html {
            switch piece {
            case .bytes(let bytes): pieces.append(.bytes(PlateEncoding.json.encoded(bytes)))
            case .region: pieces.append(piece)
            }
        }
        append("\"")
    }

    /// Writes the title of an article, which may have to be called an advertisement in it.
    package mutating func title(_ title: String, ofArticle article: String) {
        separate()
        pieces.append(.region(.title(TitleOpening(article: article, opening: "\"title\":\""))))
        // What follows the quotation mark with which the string begins.
        pieces.append(.bytes(Array(JSONValue.string(title).bytes.dropFirst())))
    }

    /// Writes a member that is an array of objects.
    package mutating func member<Element>(
        _ name: String, objects elements: [Element], _ members: (Element, inout JSONPlate) -> Void
    ) {
        begin(name)
        append("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { append(",") }
            pieces += Self.written { members(element, &$0) }
        }
        append("]")
    }

    private static func written(_ members: (inout JSONPlate) -> Void) -> [Plate.Piece] {
        var object = JSONPlate()
        members(&object)
        object.append("}")
        return object.pieces
    }

    private mutating func begin(_ name: String) {
        separate()
        pieces.append(.bytes(JSONValue.string(name).bytes))
        append(":")
    }

    private mutating func separate() {
        if !isFirst { append(",") }
        isFirst = false
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { pieces.append(.bytes(Array($0))) }
    }
}
