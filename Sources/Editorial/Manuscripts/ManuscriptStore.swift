import Database
package import Kernel

/// Keeps manuscripts: what is being written, before and after it is an article.
///
/// What a save does when somebody else was quicker is in `ManuscriptStore+Saving.swift`, the steps from draft to article
/// in `ManuscriptStore+Steps.swift`, lists in `ManuscriptStore+Lists.swift`.
package struct ManuscriptStore: Sendable {
    let database: any Database
    let articles: ArticleStore
    let clock: any WallClock

    /// - Parameter articles: Where manuscripts are published to; in the same database.
    package init(articles: ArticleStore, clock: any WallClock) {
        database = articles.database
        self.articles = articles
        self.clock = clock
    }

    /// Begins a manuscript.
    ///
    /// - Parameter id: Chosen by whoever asks, so that asking twice makes one.
    package func begin(_ id: Manuscript.ID, text: ManuscriptText, by hand: Manuscript.Hand) async throws {
        try text.checkLength()
        let now = clock.now()
        try await database.write { connection in
            let added = try connection.execute(
                """
                INSERT INTO manuscript (id, state, save, round, title, kind, assignee, assignee_name, created, created_by,
                    created_by_name, updated, updated_by, updated_by_name)
                VALUES (\(id), 'draft', 1, 1, \(text.title), \(text.kind), \(hand.account), \(hand.name), \(now),
                    \(hand.account), \(hand.name), \(now), \(hand.account), \(hand.name))
                ON CONFLICT (id) DO NOTHING
                """)
            guard added == 1 else { return }
            let rows = ManuscriptRows(connection: connection)
            try rows.addSave(text, of: id, number: 1, round: 1, by: hand, at: now)
            try rows.addStep("began it", to: id, by: hand, note: "", save: 1, at: now)
        }
    }

    package func manuscript(_ id: Manuscript.ID) async throws -> Manuscript? {
        try await database.read { try ManuscriptRows(connection: $0).manuscript(id) }
    }

    /// The manuscript of a published article, made from what readers see if there is none yet.
    ///
    /// - Throws: ``Problem`` of kind `notFound`.
    package func manuscript(ofArticle slug: Slug, for hand: Manuscript.Hand) async throws -> Manuscript.ID {
        let now = clock.now()
        return try await database.write { connection in
            guard
                let row = try connection.rows(
                    """
                    SELECT article.id, article.published, revision.*
                    FROM article JOIN revision
                        ON revision.article = article.id AND revision.number = article.revision
                    WHERE article.slug = \(slug)
                    """
                ).first
            else { throw ArticleStore.noArticle(slug) }
            let article = try row.value("id", as: ArticleID.self)
            let known = try connection.value(
                Manuscript.ID.self, "SELECT id FROM manuscript WHERE article = \(article)")
            if let known { return known }
            let id = Manuscript.ID(at: now)
            let text = ManuscriptText(try Revision(row: row).draft)
            let written = try row.value("written", as: Timestamp.self)
            try connection.execute(
                """
                INSERT INTO manuscript (id, article, state, save, round, title, kind, created, created_by,
                    created_by_name, updated, updated_by, updated_by_name)
                VALUES (\(id), \(article), 'published', 1, 1, \(text.title), \(text.kind),
                    \(row.value("published", as: Timestamp.self)), '', 'Archive', \(written), '', 'Archive')
                """)
            try ManuscriptRows(connection: connection).addSave(
                text, of: id, number: 1, round: 1, by: .init(account: "", name: "Archive"), at: written)
            return id
        }
    }

    /// Says who works on it, and until when.
    package func assign(
        _ id: Manuscript.ID, to assignee: Manuscript.Hand?, due: CalendarDay?, by hand: Manuscript.Hand
    ) async throws {
        let now = clock.now()
        try await database.write { connection in
            let rows = ManuscriptRows(connection: connection)
            let manuscript = try rows.present(id)
            guard manuscript.assignee != assignee || manuscript.due != due else { return }
            try connection.execute(
                """
                UPDATE manuscript SET assignee = \(assignee?.account), assignee_name = \(assignee?.name), due = \(due)
                WHERE id = \(id)
                """)
            let until = due.map { ", due \($0.written)" } ?? ""
            try rows.addStep(
                assignee.map { "assigned it to \($0.name)\(until)" } ?? "took the assignment away", to: id, by: hand,
                note: "", save: manuscript.save, at: now)
        }
    }

    /// What happened to it, newest first.
    package func steps(of id: Manuscript.ID) async throws -> [ManuscriptStep] {
        try await database.read { connection in
            try connection.all(
                ManuscriptStep.self, "SELECT * FROM manuscript_step WHERE manuscript = \(id) ORDER BY id DESC")
        }
    }

    /// The texts that were kept, newest first.
    package func saves(of id: Manuscript.ID) async throws -> [ManuscriptSave] {
        try await database.read { connection in
            try connection.all(
                ManuscriptSave.self,
                """
                SELECT number, saved, account, name FROM manuscript_save WHERE manuscript = \(id)
                ORDER BY number DESC
                """)
        }
    }

    /// A text that was kept, and the one before it.
    package func text(of id: Manuscript.ID, save number: Int) async throws -> (
        text: ManuscriptText, save: ManuscriptSave, earlier: ManuscriptText?
    )? {
        try await database.read { connection in
            guard
                let row = try connection.rows(
                    "SELECT * FROM manuscript_save WHERE manuscript = \(id) AND number = \(number)"
                ).first
            else { return nil }
            let earlier = try connection.rows(
                """
                SELECT * FROM manuscript_save WHERE manuscript = \(id) AND number < \(number)
                ORDER BY number DESC LIMIT 1
                """
            ).first
            return try (ManuscriptRows.text(row), ManuscriptSave(row: row), earlier.map(ManuscriptRows.text))
        }
    }
}
