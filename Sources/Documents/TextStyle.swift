/// How text is set in a document.
package struct TextStyle: Sendable, Hashable {
    package enum Alignment: Sendable, Hashable {
        case start, end
    }

    /// In points.
    package var size: Double
    package var isBold: Bool
    /// 0 for black, 1 for white.
    package var grey: Double
    package var alignment: Alignment

    package init(size: Double, isBold: Bool = false, grey: Double = 0, alignment: Alignment = .start) {
        self.size = size
        self.isBold = isBold
        self.grey = grey
        self.alignment = alignment
    }

    package func aligned(_ alignment: Alignment) -> TextStyle {
        var style = self
        style.alignment = alignment
        return style
    }
}
