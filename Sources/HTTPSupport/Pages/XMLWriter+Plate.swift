package import Kernel
package import Markup

extension XMLWriter {
    /// Writes an element that holds HTML as text, with its regions left open.
    package mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], html pieces: [Plate.Piece]
    ) {
        element(name, attributes) { xml in
            for piece in pieces {
                switch piece {
                case .bytes(let bytes): xml.raw(PlateEncoding.xml.encoded(bytes))
                case .region(let region): xml.mark(region)
                }
            }
        }
    }

    /// Writes the title of an article, which may have to be called an advertisement in it.
    package mutating func title(_ title: String, ofArticle article: String) {
        mark(Region.title(TitleOpening(article: article, opening: "<title>")))
        rest(of: "title", text: title)
    }

    /// What was written, with its regions open.
    package var plate: Plate {
        var pieces: [Plate.Piece] = []
        var start = 0
        for mark in marks {
            guard let region = mark.content as? Region else { continue }
            pieces.append(.bytes(Array(bytes[start..<mark.offset])))
            pieces.append(.region(region))
            start = mark.offset
        }
        pieces.append(.bytes(Array(bytes[start...])))
        return Plate(pieces: pieces, encoding: .xml)
    }
}
