/// Whether a text compares or ranks, and whether it says how that was done.
///
/// An article compares when it is of the kind evaluation, or has a table of two rows or more with a column that ranks or
/// judges. The method is a heading or a sentence that speaks of it, or that of an evaluation which the text shows.
struct ComparisonMethod {
    /// The line where the comparison is, or `nil` when the text compares nothing.
    let comparison: Int?
    let hasMethod: Bool

    private static let evaluation = "evaluation"
    private static let ranking: Set<String> = [
        "best", "grade", "overall", "pick", "place", "points", "position", "rank", "ranking", "rated", "rating",
        "score",
        "scores", "stars", "verdict", "winner",
    ]
    private static let methods: Set<String> = [
        "criteria", "criterion", "method", "methods", "methodology", "ranked", "scored", "tested", "weighted",
        "weighting",
        "weights",
    ]
    private static let methodPhrases = [
        "how we ", "how they were ", "how it was done", "we compared", "we measured", "we rated", "we judged",
        "we looked at",
    ]

    /// - Parameter kind: As it was typed; an evaluation compares by its nature.
    init(kind: String, body: CheckedText, source: String) {
        var comparison = kind == Self.evaluation ? 1 : nil
        var hasMethod = false
        for block in body.blocks {
            switch block {
            case .table(let table):
                if comparison == nil, table.rows >= 2, Self.ranks(table) { comparison = table.line }
            case .paragraph(let passage), .item(let passage), .note(let passage), .heading(_, let passage):
                hasMethod = hasMethod || Self.tellsMethod(passage.text)
            case .other: break
            }
        }
        // An evaluation brings its method along: none is published without.
        if source.contains(":\(Self.evaluation)[") { hasMethod = true }
        self.comparison = comparison
        self.hasMethod = hasMethod
    }

    private static func ranks(_ table: CheckedText.Table) -> Bool {
        table.header.contains { cell in words(of: cell.text).contains(where: ranking.contains) }
    }

    private static func tellsMethod(_ text: String) -> Bool {
        let lowered = text.lowercased()
        return words(of: lowered).contains(where: methods.contains) || methodPhrases.contains(where: lowered.contains)
    }

    private static func words(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter }.map(String.init)
    }
}
