package import Database

/// Something that the screen noticed of a comment; kept with it and shown to moderators.
package struct Finding: Sendable, Hashable {
    package enum Rule: String, Sendable, Hashable, CaseIterable {
        case trap
        case form
        case rate
        case links
        case duplicate
        case nearDuplicate = "near-duplicate"
        case words
        case firstComment = "first-comment"
        case classifier
        case banned
    }

    package let rule: Rule
    /// What it was in this comment, in a sentence for moderators.
    package let detail: String
    /// How sure it is that the comment should not stand, from 0 to 1.
    package let risk: Double

    package init(rule: Rule, detail: String, risk: Double) {
        self.rule = rule
        self.detail = detail
        self.risk = min(max(risk, 0), 1)
    }
}

extension Finding: RowDecodable {
    package init(row: Row) throws {
        let name: String = try row.value("rule")
        guard let rule = Rule(rawValue: name) else {
            throw DatabaseError.decoding("“\(name)” is no rule of the screen.")
        }
        try self.init(rule: rule, detail: row.value("detail"), risk: row.value("risk"))
    }
}
