import Database
import Kernel

/// Reads and writes manuscripts within one transaction.
struct ManuscriptRows {
    let connection: any Connection

    private static let columns: SQL = """
        manuscript.id, manuscript.article, manuscript.state, manuscript.save, manuscript.round, manuscript.assignee,
        manuscript.assignee_name, manuscript.due, manuscript.scheduled, manuscript.created, manuscript.created_by,
        manuscript.created_by_name, manuscript.updated, manuscript.updated_by, manuscript.updated_by_name,
        manuscript_save.slug, manuscript_save.kind, manuscript_save.title, manuscript_save.description,
        manuscript_save.answer, manuscript_save.body, manuscript_save.about, manuscript_save.section,
        manuscript_save.topics, manuscript_save.authors, manuscript_save.reviewers, manuscript_save.facts,
        manuscript_save.related, article.slug AS public_slug
        """

    static let noManuscript = Problem(
        .notFound, slug: "manuscript-missing", title: "There is no such manuscript",
        detail: "It may have been deleted, or the address was mistyped.")

    /// - Parameter forUpdate: Whether its row is to stay locked, so that what is done to it is done one after the other.
    func manuscript(_ id: Manuscript.ID, forUpdate: Bool = false) throws -> Manuscript? {
        if forUpdate, connection.dialect == .postgres {
            _ = try connection.rows("SELECT id FROM manuscript WHERE id = \(id) FOR UPDATE")
        }
        let row = try connection.rows(
            """
            SELECT \(Self.columns) FROM manuscript
                JOIN manuscript_save ON manuscript_save.manuscript = manuscript.id
                    AND manuscript_save.number = manuscript.save
                LEFT JOIN article ON article.id = manuscript.article
            WHERE manuscript.id = \(id)
            """
        ).first
        return try row.map(manuscript)
    }

    /// The manuscript, which must be there.
    func present(_ id: Manuscript.ID) throws -> Manuscript {
        guard let manuscript = try manuscript(id, forUpdate: true) else { throw Self.noManuscript }
        return manuscript
    }

    func round(of id: Manuscript.ID) throws -> Int {
        try connection.value(Int.self, "SELECT round FROM manuscript WHERE id = \(id)") ?? 1
    }

    /// Writes a text as the next save.
    func addSave(
        _ text: ManuscriptText, of id: Manuscript.ID, number: Int, round: Int, by hand: Manuscript.Hand,
        at moment: Timestamp
    ) throws {
        try connection.execute(
            """
            INSERT INTO manuscript_save (manuscript, number, round, saved, account, name, slug, kind, title, description,
                answer, body, about, section, topics, authors, reviewers, facts, related)
            VALUES (\(id), \(number), \(round), \(moment), \(hand.account), \(hand.name), \(text.slug), \(text.kind),
                \(text.title), \(text.description), \(text.answer), \(text.body), \(text.about), \(text.section),
                \(text.topics.lines), \(text.authors.lines), \(text.reviewers.lines), \(text.facts.lines),
                \(text.related.lines))
            """)
        try connection.execute(
            """
            INSERT INTO manuscript_author (manuscript, round, account) VALUES (\(id), \(round), \(hand.account))
            ON CONFLICT (manuscript, round, account) DO NOTHING
            """)
    }

    func addStep(
        _ action: String, to id: Manuscript.ID, by hand: Manuscript.Hand, note: String, save: Int,
        at moment: Timestamp
    ) throws {
        try connection.execute(
            """
            INSERT INTO manuscript_step (id, manuscript, at, account, name, action, note, save)
            VALUES (\(Identifier<ManuscriptStep>(at: moment)), \(id), \(moment), \(hand.account), \(hand.name),
                \(action), \(note), \(save))
            """)
    }

    func text(of id: Manuscript.ID, save number: Int) throws -> ManuscriptText? {
        try connection.rows(
            "SELECT * FROM manuscript_save WHERE manuscript = \(id) AND number = \(number)"
        ).first.map(Self.text)
    }

    static func text(_ row: Row) throws -> ManuscriptText {
        var text = ManuscriptText()
        text.slug = try row.value("slug")
        text.kind = try row.value("kind")
        text.title = try row.value("title")
        text.description = try row.value("description")
        text.answer = try row.value("answer")
        text.body = try row.value("body")
        text.about = try row.value("about")
        text.section = try row.value("section")
        text.topics = try row.lines("topics")
        text.authors = try row.lines("authors")
        text.reviewers = try row.lines("reviewers")
        text.facts = try row.lines("facts")
        text.related = try row.lines("related")
        return text
    }

    private func manuscript(_ row: Row) throws -> Manuscript {
        let id = try row.value("id", as: Manuscript.ID.self)
        let authors = try connection.rows(
            "SELECT account FROM manuscript_author WHERE manuscript = \(id) AND round = \(row.value("round", as: Int.self))"
        ).map { try $0.value(at: 0, as: String.self) }
        return try Manuscript(
            id: id, article: row.value("article"), state: row.value("state"), save: row.value("save"),
            text: Self.text(row), assignee: row.hand("assignee", name: "assignee_name"), due: row.value("due"),
            scheduled: row.value("scheduled"), created: row.value("created"),
            createdBy: .init(account: row.value("created_by"), name: row.value("created_by_name")),
            updated: row.value("updated"),
            updatedBy: .init(account: row.value("updated_by"), name: row.value("updated_by_name")),
            authors: Set(authors), publicSlug: row.value("public_slug"))
    }
}

extension Row {
    /// A list that was written with line breaks between.
    func lines(_ column: String) throws -> [String] {
        try value(column, as: String.self).split(separator: "\n").map(String.init)
    }

    /// Somebody whose account may be missing.
    func hand(_ account: String, name: String) throws -> Manuscript.Hand? {
        guard let account = try value(account, as: String?.self) else { return nil }
        return try Manuscript.Hand(account: account, name: value(name, as: String?.self) ?? account)
    }
}

extension [String] {
    /// The form in which a list is kept.
    var lines: String {
        map { $0.replacing("\n", with: " ") }.filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
