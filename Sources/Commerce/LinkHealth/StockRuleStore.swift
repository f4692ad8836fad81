package import Database
import Kernel

/// Keeps the rules by which products are out of stock.
package struct StockRuleStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds a rule.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func add(_ rule: StockRule, by signature: Signature) async throws {
        var faults = FieldFaults()
        if case .text(let text) = rule.sign {
            faults.length(of: text, 1...200, field: "text", called: "text")
            if !text.isEmpty, SeenPage.folded(text).count < 3 {
                faults.add("text", "So short a text stands on every page; write at least three characters.")
            }
        }
        if case .availability(.inStock) = rule.sign {
            faults.add("availability", "InStock says that the product can be had.")
        }
        let found = faults
        try await database.write { connection in
            var faults = found
            let subject = try Self.subject(of: rule, connection)
            if subject == nil { faults.add("scope", "There is no such programme or live rule.") }
            let twin = try Self.rules(where: "ended IS NULL", connection).contains {
                $0.programme == rule.programme && $0.rule == rule.rule && $0.sign == rule.sign
            }
            if twin { faults.add("text", "There is such a rule already.") }
            try faults.check(slug: "stock-rule-invalid", title: "The rule can’t be added")
            let (text, availability): (String?, Availability?) =
                switch rule.sign {
                case .text(let text): (text, nil)
                case .availability(let availability): (nil, availability)
                }
            try connection.execute(
                """
                INSERT INTO stock_rule (id, programme, merchant_rule, text, availability, made, ended)
                VALUES (\(rule.id), \(rule.programme), \(rule.rule), \(text), \(availability), \(rule.made), NULL)
                """)
            if let subject {
                try Self.note("added", rule, subject, signature, connection)
            }
        }
    }

    /// Ends a rule.
    ///
    /// - Throws: ``Problem`` of kind `notFound`, or `conflict` when it has ended already.
    package func end(_ id: StockRule.ID, by signature: Signature) async throws -> StockRule {
        try await database.write { connection in
            guard let rule = try Self.rules(where: "id = \(id)", connection).first else {
                throw Problem(
                    .notFound, slug: "stock-rule-unknown", title: "There is no such rule",
                    detail: "It may have been mistyped.")
            }
            guard rule.ended == nil else {
                throw Problem(
                    .conflict, slug: "stock-rule-ended", title: "The rule has ended",
                    detail: "It marks nothing any more.")
            }
            try connection.execute(
                "UPDATE stock_rule SET ended = \(max(signature.at, rule.made)) WHERE id = \(id)")
            if let subject = try Self.subject(of: rule, connection) {
                try Self.note("ended", rule, subject, signature, connection)
            }
            return rule
        }
    }

    /// All of them, the oldest first.
    package func all() async throws -> [StockRule] {
        try await database.read { connection in try Self.rules(where: "1 = 1", connection) }
    }

    /// Those that have not ended.
    package func live() async throws -> [StockRule] {
        try await database.read { connection in try Self.rules(where: "ended IS NULL", connection) }
    }

    private static func rules(where condition: SQL, _ connection: any Connection) throws -> [StockRule] {
        try connection.all(StockRule.self, "SELECT * FROM stock_rule WHERE \(condition) ORDER BY made, id")
    }

    private typealias Subject = (kind: CommerceEvent.Kind, subject: String, title: String)

    private static func note(
        _ what: String, _ rule: StockRule, _ subject: Subject, _ signature: Signature, _ connection: any Connection
    ) throws {
        try CommerceHistory.note(
            subject.kind, subject: subject.subject, title: subject.title, .changed,
            "out of stock by \(rule.name): \(what)", signature, in: connection)
    }

    /// Whose history tells of it; `nil` when what it is for is not there.
    private static func subject(
        of rule: StockRule, _ connection: any Connection
    ) throws -> Subject? {
        if let id = rule.rule {
            return try connection.first(
                MerchantRule.self,
                "SELECT * FROM merchant_rule WHERE id = \(id) AND programme = \(rule.programme) AND ended IS NULL"
            ).map { (.rule, $0.subject, $0.title) }
        }
        return try connection.first(Programme.self, "SELECT * FROM programme WHERE id = \(rule.programme)")
            .map { (.programme, $0.subject, $0.title) }
    }
}
