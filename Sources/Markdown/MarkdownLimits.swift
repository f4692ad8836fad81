/// What keeps parsing time proportional to the length of a text.
///
/// cmark-gfm 0.29 takes quadratic time for some texts that nobody writes in earnest: measured on 1 MB, thousands of
/// quotation marks in one paragraph, a table row of thousands of cells, one word of thousands of brackets, and lines
/// after a quotation thousands of levels deep each took minutes. One pass over the bytes finds those, and turns off the
/// one feature that would be slow, or refuses the text when it is the nesting itself.
struct MarkdownLimits {
    /// Whether quotation marks and dashes are set as a typographer would.
    private(set) var allowsSmartPunctuation = true
    /// Whether bare addresses become links.
    private(set) var allowsAutomaticLinks = true
    private(set) var allowsTables = true
    /// The first line whose quotations and lists are nested too deeply.
    private(set) var tooDeepLine: Int?

    static let deepestNesting = 60
    static let longestWord = 1000
    static let mostCells = 200
    static let mostQuotesInBlock = 1000
    static let mostQuotes = 20_000
    static let mostLinesBeforeTable = 300

    init(_ text: some Collection<UInt8>) {
        var quotes = 0
        var quotesInBlock = 0
        var lineNumber = 0
        var linesInBlock = 0
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            lineNumber += 1
            let measures = LineMeasures(line)
            if measures.isBlank {
                quotesInBlock = 0
                linesInBlock = 0
                continue
            }
            linesInBlock += 1
            quotes += measures.quotes
            quotesInBlock += measures.quotes
            if quotes > Self.mostQuotes || quotesInBlock > Self.mostQuotesInBlock { allowsSmartPunctuation = false }
            if measures.longestWord > Self.longestWord { allowsAutomaticLinks = false }
            if measures.bars > Self.mostCells { allowsTables = false }
            if measures.mayDivideTable, linesInBlock > Self.mostLinesBeforeTable { allowsTables = false }
            if measures.nesting > Self.deepestNesting, tooDeepLine == nil { tooDeepLine = lineNumber }
        }
    }
}

/// What is counted in one line.
private struct LineMeasures {
    private(set) var isBlank = true
    private(set) var quotes = 0
    private(set) var bars = 0
    private(set) var longestWord = 0
    /// Whether it holds nothing but what stands between a table's head and its body.
    private(set) var mayDivideTable = true
    private(set) var nesting = 0

    init(_ line: some Collection<UInt8>) {
        var word = 0
        var isLeading = true
        var previous = UInt8(ascii: " ")
        for byte in line {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                word = 0
                if isLeading, Self.isListMarkerEnd(previous) { nesting += 1 }
            default:
                isBlank = false
                word += 1
                longestWord = max(longestWord, word)
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "'"): quotes += 1
                case UInt8(ascii: "|"): bars += 1
                case UInt8(ascii: ">") where isLeading: nesting += 1
                default: break
                }
                isLeading = isLeading && Self.mayLead(byte)
                mayDivideTable = mayDivideTable && Self.mayDivide(byte)
            }
            previous = byte
        }
    }

    private static func isListMarkerEnd(_ byte: UInt8) -> Bool { "-+*.)".utf8.contains(byte) }

    private static func mayLead(_ byte: UInt8) -> Bool { ">-+*.)0123456789".utf8.contains(byte) }

    private static func mayDivide(_ byte: UInt8) -> Bool { "|:->".utf8.contains(byte) }
}
