/// Whether a text compares or ranks, and whether it says how that was done.
///
/// An article compares when it is of that kind, or has a table of two rows or more with a column that ranks or judges. The
/// method is a heading or a sentence that speaks of it; a comparison that `:evaluation[…]` shows brings its own along.
struct ComparisonMethod {
    /// The line where the comparison is, or `nil` when the text compares nothing.
    let comparison: Int?
    let hasMethod: Bool

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
    init(kind: String, body: CheckedText) {
        var comparison = kind == ArticleKind.evaluation.rawValue ? 1 : nil
        var hasMethod = body.mentions.contains { $0.directive.isBlock }
        for block in body.blocks {
            switch block {
            case .table(let table):
                if comparison == nil, table.rows >= 2, Self.ranks(table) { comparison = table.line }
            case .paragraph(let passage), .item(let passage), .note(let passage), .heading(_, let passage):
                hasMethod = hasMethod || Self.tellsMethod(passage.text)
            case .other: break
            }
        }
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
