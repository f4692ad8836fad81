package import Database
import Kernel

/// Keeps the policies, with every earlier text of each.
package struct PolicyStore: Sendable {
    private let database: any Database
    private let changes: ChangeFeed

    package init(database: any Database, changes: ChangeFeed = ChangeFeed()) {
        self.database = database
        self.changes = changes
    }

    /// Puts a text in force; the one before it is kept.
    package func save(_ policy: Policy) async throws {
        try await database.write { connection in
            _ = try Self.insert(policy, after: try Self.latest(policy.subject, connection), connection)
        }
        changes.announce(.everything)
    }

    /// Puts a text in force in the place of the one that its writer saw; the same words again change nothing.
    ///
    /// - Parameter base: The number of the text that the writer saw; 0 when there was none.
    /// - Returns: The number of the text that is in force now.
    /// - Throws: ``Problem``: `invalid` for what cannot be saved, `conflict` when another text is in force by now.
    package func replace(_ policy: Policy, base: Int) async throws -> Int {
        var fields = FieldChecks()
        fields.require(policy.title, as: "title", upTo: 120)
        fields.require(policy.description, as: "description", upTo: 300)
        fields.require(policy.body, as: "body", upTo: 100_000, multiline: true)
        try fields.finish(slug: "policy-invalid", title: "The text can’t be put in force")
        let number = try await database.write { connection -> (number: Int, isNew: Bool) in
            let present = try Self.latest(policy.subject, connection)
            if let present, present.policy.says(policy) { return (present.number, false) }
            guard base == present?.number ?? 0 else {
                throw Problem(
                    .conflict, slug: "policy-changed", title: "Somebody else changed this text meanwhile",
                    detail:
                        "What you typed is below; the text in force is in the list of texts. Bring them together and save again."
                )
            }
            return (try Self.insert(policy, after: present, connection), true)
        }
        if number.isNew { changes.announce(.everything) }
        return number.number
    }

    /// The text in force, or `nil` when the site has none.
    package func policy(on subject: Policy.Subject) async throws -> Policy? {
        try await database.read { try Self.latest(subject, $0)?.policy }
    }

    /// Every text on a subject, the one in force first.
    package func versions(on subject: Policy.Subject) async throws -> [PolicyVersion] {
        try await database.read { connection in
            try connection.all(
                PolicyVersion.self, "SELECT * FROM policy WHERE subject = \(subject) ORDER BY version DESC")
        }
    }

    private static func latest(
        _ subject: Policy.Subject, _ connection: any Connection
    ) throws -> PolicyVersion? {
        try connection.first(
            PolicyVersion.self, "SELECT * FROM policy WHERE subject = \(subject) ORDER BY version DESC LIMIT 1")
    }

    private static func insert(
        _ policy: Policy, after present: PolicyVersion?, _ connection: any Connection
    ) throws -> Int {
        let number = (present?.number ?? 0) + 1
        try connection.execute(
            """
            INSERT INTO policy (subject, version, title, description, updated, body)
            VALUES (\(policy.subject), \(number), \(policy.title), \(policy.description), \(policy.updated),
                \(policy.body))
            """)
        return number
    }
}

/// A text of a policy, with its number among the texts on its subject.
package struct PolicyVersion: Sendable, Hashable, RowDecodable {
    /// From 1.
    package let number: Int
    package let policy: Policy

    package init(row: Row) throws {
        number = try row.value("version")
        policy = try Policy(row: row)
    }
}

extension Policy {
    /// Whether it has the same words as another, from whichever day.
    fileprivate func says(_ other: Policy) -> Bool {
        title == other.title && description == other.description && body == other.body
    }
}
