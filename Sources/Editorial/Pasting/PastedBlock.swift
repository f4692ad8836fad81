/// A part of pasted matter that stands in lines of its own.
indirect enum PastedBlock: Sendable, Hashable {
    case paragraph([PastedInline])
    case heading(Int, [PastedInline])
    case list(PastedList)
    case quotation([PastedBlock])
    case code(language: String, String)
    case table(PastedTable)
    case rule
    /// A word processor's paragraph that it shows as an item of a list; gathered into lists once its block is read.
    case looseItem(level: Int, isNumbered: Bool, [PastedInline])
}

struct PastedList: Sendable, Hashable {
    let isNumbered: Bool
    var start = 1
    var items: [[PastedBlock]] = []
}

struct PastedTable: Sendable, Hashable {
    enum Alignment: Sendable, Hashable {
        case start, centre, end
    }

    /// The first is the head.
    var rows: [[[PastedInline]]] = []
    var alignments: [Alignment] = []
}

/// A part of a line of pasted matter.
enum PastedInline: Sendable, Hashable {
    case text(String, PastedLook)
    case lineBreak
    /// The place of a footnote, counted from 0 in the order of the text.
    case note(Int)
    case image(text: String, address: String)
}

/// How a stretch of text is set.
struct PastedLook: Sendable, Hashable {
    var isBold = false
    var isItalic = false
    var isStruck = false
    var isCode = false
    /// Where it links to.
    var address: String?

    /// What two neighbours share, which is how the space between them is set.
    func intersection(_ other: PastedLook) -> PastedLook {
        PastedLook(
            isBold: isBold && other.isBold, isItalic: isItalic && other.isItalic,
            isStruck: isStruck && other.isStruck, isCode: false, address: address == other.address ? address : nil)
    }
}

extension [PastedInline] {
    /// Whether there is anything to see.
    var isVisible: Bool {
        contains { inline in
            switch inline {
            case .text(let text, _): text.contains { !$0.isWhitespace }
            case .lineBreak: false
            case .note, .image: true
            }
        }
    }
}
