package import Database
package import Kernel

/// By what the page of a merchant is told to sell its product no more.
package struct StockRule: Sendable, Hashable {
    package typealias ID = Identifier<StockRule>

    package enum Sign: Sendable, Hashable {
        /// The page holds a text; large and small letters are the same.
        case text(String)
        /// All that the page says of its offers in the words of schema.org is this, or what another rule says.
        case availability(Availability)
    }

    package let id: ID
    package let programme: Programme.ID
    /// Only for the links that earn by this rule; `nil` for all of the programme.
    package let rule: MerchantRule.ID?
    package let sign: Sign
    package let made: Timestamp
    package let ended: Timestamp?

    package init(
        id: ID, programme: Programme.ID, rule: MerchantRule.ID? = nil, sign: Sign, made: Timestamp,
        ended: Timestamp? = nil
    ) {
        self.id = id
        self.programme = programme
        self.rule = rule
        self.sign = sign
        self.made = made
        self.ended = ended
    }

    /// In words, such as “the text “sold out””.
    package var name: String {
        switch sign {
        case .text(let text): "the text “\(text)”"
        case .availability(let availability): "the availability \(availability.rawValue)"
        }
    }

    func applies(to match: LiveRules.Match) -> Bool {
        ended == nil && programme == match.programme.id && (rule.map { match.reason == .rule($0) } ?? true)
    }

    /// By which of the rules a page is out of stock, in words; `nil` when it isn’t.
    static func sign(in page: SeenPage, by rules: [StockRule]) -> String? {
        var availabilities: Set<Availability> = []
        for rule in rules {
            switch rule.sign {
            case .text(let text):
                if page.words.contains(SeenPage.folded(text)) { return "The page holds \(rule.name)." }
            case .availability(let availability): availabilities.insert(availability)
            }
        }
        guard !availabilities.isEmpty else { return nil }
        // A page may offer other products too: one that can be had speaks for it.
        let found = page.availabilities
        guard !found.isEmpty, found.isSubset(of: availabilities) else { return nil }
        return "The page says \(found.map(\.rawValue).sorted().joined(separator: ", ")) of its offer."
    }
}

extension StockRule: RowDecodable {
    package init(row: Row) throws {
        let availability = try row.value("availability", as: Availability?.self)
        try self.init(
            id: row.value("id"), programme: row.value("programme"), rule: row.value("merchant_rule"),
            sign: availability.map(Sign.availability) ?? .text(row.value("text")), made: row.value("made"),
            ended: row.value("ended"))
    }
}
