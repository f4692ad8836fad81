package import Database
package import Kernel

/// Something that started, changed or ended on the commercial side.
package struct CommerceEvent: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case partner, programme, rule, link
        case earnings
        case advertiser, campaign, flight, creative, block
        case sponsoredArticle = "sponsored article"
        case contact
        case billing, invoice
        case houseAdvertisement = "house-advertisement"
    }

    package enum Action: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case started, changed, ended
    }

    /// Counts up from 1.
    package let number: Int
    package let at: Timestamp
    /// The name that whoever did it had then.
    package let name: String
    package let kind: Kind
    /// The slug or identifier of what it was done to.
    package let subject: String
    package let title: String
    package let action: Action
    /// What it was and what it became, a line for each field; the terms of an agreement are named and not quoted.
    package let detail: String
}

extension CommerceEvent: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            number: row.value("number"), at: row.value("at"), name: row.value("name"), kind: row.value("kind"),
            subject: row.value("subject"), title: row.value("title"), action: row.value("action"),
            detail: row.value("detail"))
    }
}

/// Something whose changes are recorded.
protocol Recorded {
    static var kind: CommerceEvent.Kind { get }
    var subject: String { get }
    var title: String { get }
    var isEnded: Bool { get }
    var fields: [(name: String, value: String)] { get }
}

/// Keeps what started, changed and ended.
package struct CommerceHistory: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// The latest events, the newest first; of one thing, or of all.
    package func events(
        of kind: CommerceEvent.Kind? = nil, subject: String? = nil, limit: Int = 50
    ) async throws -> [CommerceEvent] {
        try await database.read { connection in
            guard let kind, let subject else {
                return try connection.all(
                    CommerceEvent.self, "SELECT * FROM commerce_event ORDER BY number DESC LIMIT \(limit)")
            }
            return try connection.all(
                CommerceEvent.self,
                """
                SELECT * FROM commerce_event WHERE kind = \(kind) AND subject = \(subject)
                ORDER BY number DESC LIMIT \(limit)
                """)
        }
    }

    /// How many events there are: it grows with each change.
    static func version(_ connection: any Connection) throws -> Int {
        try connection.value(Int.self, "SELECT coalesce(max(number), 0) FROM commerce_event") ?? 0
    }

    /// Records what became of something, in the transaction that changes it; nothing when nothing changed.
    static func record<Thing: Recorded>(
        _ old: Thing?, became new: Thing, _ signature: Signature, in connection: any Connection
    ) throws {
        let before = Dictionary((old?.fields ?? []).map { ($0.name, $0.value) }) { first, _ in first }
        let lines = new.fields.compactMap { field -> String? in
            guard let was = before[field.name] else {
                return field.value.isEmpty ? nil : "\(field.name): \(field.value)"
            }
            guard was != field.value else { return nil }
            return field.name == "terms" ? "terms: changed" : "\(field.name): \(was.quoted) → \(field.value.quoted)"
        }
        guard old == nil || !lines.isEmpty else { return }
        let action: CommerceEvent.Action =
            switch old {
            case nil: .started
            case let old? where new.isEnded && !old.isEnded: .ended
            default: .changed
            }
        try note(
            Thing.kind, subject: new.subject, title: new.title, action, lines.joined(separator: "\n"), signature,
            in: connection)
    }

    /// Records something that happened, in the transaction in which it does.
    static func note(
        _ kind: CommerceEvent.Kind, subject: String, title: String, _ action: CommerceEvent.Action, _ detail: String,
        _ signature: Signature, in connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO commerce_event (number, at, account, name, kind, subject, title, action, detail)
            VALUES ((SELECT coalesce(max(number), 0) + 1 FROM commerce_event), \(signature.at), \(signature.account),
                \(signature.name), \(kind), \(subject), \(title), \(action), \(detail))
            """)
    }
}

extension String {
    fileprivate var quoted: String { isEmpty ? "nothing" : "“\(self)”" }
}
