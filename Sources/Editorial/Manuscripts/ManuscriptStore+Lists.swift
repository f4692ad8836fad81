package import Database
package import Kernel

extension ManuscriptStore {
    /// Which manuscripts somebody wants to see.
    package struct Filter: Sendable, Hashable {
        package var states: Set<ManuscriptState> = []
        /// The account that works on it.
        package var assignee: String?
        /// Part of the title.
        package var text = ""

        package init() {}
    }

    /// Manuscripts, those that were changed last first.
    package func list(_ filter: Filter, limit: Int, offset: Int = 0) async throws -> [ManuscriptSummary] {
        try await database.read { connection in
            var conditions: [SQL] = []
            if !filter.states.isEmpty {
                conditions.append("state IN \(list: filter.states.sorted { $0.rawValue < $1.rawValue })")
            }
            if let assignee = filter.assignee { conditions.append("assignee = \(assignee)") }
            if !filter.text.isEmpty {
                conditions.append("lower(title) LIKE \(filter.text.lowercased().likePattern) ESCAPE '!'")
            }
            return try Self.summaries(conditions, "updated DESC, id DESC", limit: limit, offset: offset, connection)
        }
    }

    /// What waits for somebody with these roles: texts to be checked or published that are not their own.
    package func waiting(for member: StaffMember, isOnePerson: Bool, limit: Int) async throws -> [ManuscriptSummary] {
        var states: Set<ManuscriptState> = []
        if member.roles.contains(.editor) || member.roles.contains(.factChecker) { states.insert(.inReview) }
        if member.roles.contains(.editor) { states.insert(.factChecked) }
        guard !states.isEmpty else { return [] }
        let account = member.id.description
        let shown = states.sorted { $0.rawValue < $1.rawValue }
        return try await database.read { connection in
            var conditions: [SQL] = ["state IN \(list: shown)"]
            if !isOnePerson {
                conditions.append(
                    """
                    NOT EXISTS (
                        SELECT 1 FROM manuscript_author WHERE manuscript_author.manuscript = manuscript.id
                        AND manuscript_author.round = manuscript.round AND account = \(account)
                    )
                    """)
            }
            return try Self.summaries(conditions, "updated, id", limit: limit, offset: 0, connection)
        }
    }

    /// What will publish itself, soonest first.
    package func scheduled(limit: Int) async throws -> [ManuscriptSummary] {
        try await database.read { connection in
            try Self.summaries(["state = 'scheduled'"], "scheduled, id", limit: limit, offset: 0, connection)
        }
    }

    /// Published articles whose title holds a text, newest first.
    package func published(matching text: String, limit: Int) async throws -> [ArticleSummary] {
        try await database.read { connection in
            try connection.all(
                ArticleSummary.self,
                """
                SELECT \(ArticleSummary.columns) FROM article JOIN section ON section.slug = article.section
                WHERE article.withdrawn IS NULL
                    AND lower(article.title) LIKE \(text.lowercased().likePattern) ESCAPE '!'
                ORDER BY article.published DESC, article.id DESC LIMIT \(limit)
                """)
        }
    }

    private static func summaries(
        _ conditions: [SQL], _ order: SQL, limit: Int, offset: Int, _ connection: any Connection
    ) throws -> [ManuscriptSummary] {
        let condition = conditions.dropFirst().reduce(conditions.first ?? "1 = 1") { "\($0) AND \($1)" }
        return try connection.all(
            ManuscriptSummary.self,
            """
            SELECT * FROM manuscript WHERE \(condition) ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)
            """)
    }
}

extension ManuscriptSummary: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), state: row.value("state"), title: row.value("title"), kind: row.value("kind"),
            assignee: row.hand("assignee", name: "assignee_name"), due: row.value("due"),
            scheduled: row.value("scheduled"),
            createdBy: .init(account: row.value("created_by"), name: row.value("created_by_name")),
            updated: row.value("updated"),
            updatedBy: .init(account: row.value("updated_by"), name: row.value("updated_by_name")),
            isPublished: row.value("article", as: String?.self) != nil)
    }
}
