/// A text with places for what each recipient’s own copy says.
package struct MailBody: Sendable, Hashable {
    package enum Piece: Sendable, Hashable {
        case fixed(String)
        /// A recipient’s value of this number; in HTML it is escaped.
        case place(Int)
    }

    package let pieces: [Piece]

    package init(_ pieces: [Piece]) { self.pieces = pieces }

    /// Takes a text in which marks stand for the places: the first mark for place 0, and so on.
    ///
    /// - Parameter marks: Texts that stand nowhere else in it, none of them empty.
    package init(_ text: String, marks: [String] = []) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let (range, number) = Self.first(of: marks, in: rest) {
            if range.lowerBound > rest.startIndex { pieces.append(.fixed(String(rest[..<range.lowerBound]))) }
            pieces.append(.place(number))
            rest = rest[range.upperBound...]
        }
        if !rest.isEmpty { pieces.append(.fixed(String(rest))) }
        self.pieces = pieces
    }

    /// How many values it needs.
    var places: Int {
        pieces.reduce(0) { count, piece in if case .place(let number) = piece { max(count, number + 1) } else { count }
        }
    }

    private static func first(of marks: [String], in text: Substring) -> (Range<Substring.Index>, Int)? {
        marks.enumerated().compactMap { number, mark in text.firstRange(of: mark).map { ($0, number) } }
            .min { $0.0.lowerBound < $1.0.lowerBound }
    }
}
