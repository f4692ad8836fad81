import Database
import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite("The kinds of article")
struct ArticleKindTests {
    @Test("grow by one without touching what was published before", arguments: TestEngine.allCases)
    func migration(engine: TestEngine) async throws {
        try await withPlace(engine) { place in
            try await withClosing(try place.open()) { database in
                let clock = FixedClock(EditorialSite.start)
                try await Migrator(store: "editorial", migrations: Array(EditorialSchema.migrations.prefix(10)))
                    .migrate(database, clock: clock)
                let before = try await database.write { connection -> [[Value]] in
                    try Self.fill(connection)
                    return try Self.articles(connection)
                }
                try await Migrator(store: "editorial", migrations: EditorialSchema.migrations)
                    .migrate(database, clock: clock)
                #expect(try await database.read { try Self.articles($0) } == before)
                let store = ArticleStore(database: database, changes: ChangeFeed())
                let article = try #require(try await store.publishedArticle(slug("second"), today: day("2026-01-01")))
                #expect(article.summary.kind == .guide)
                #expect(article.corrections.map(\.text) == ["Was wrong."])
                #expect(try await store.withdrawal(slug("third"))?.note == "Gone.")

                func refused(_ statement: SQL) async {
                    await #expect(throws: DatabaseError.self, "\(statement.text)") {
                        try await database.write { try $0.execute(statement) }
                    }
                }
                // References in both directions, constraints and immutable rows are what they were.
                await refused("DELETE FROM article WHERE slug = 'second'")
                await refused("UPDATE article SET revision = 7 WHERE slug = 'second'")
                await refused("UPDATE article SET slug = 'fourth' WHERE slug = 'second'")
                await refused("UPDATE article SET section = 'none' WHERE slug = 'second'")
                await refused("UPDATE article SET kind = 'advertisement' WHERE slug = 'second'")
                await refused("UPDATE article SET kind = NULL WHERE slug = 'second'")
                await refused("UPDATE article SET updated = published - 1 WHERE slug = 'second'")
                await refused("UPDATE article SET slug = 'first' WHERE slug = 'second'")
                await refused("UPDATE revision SET note = 'x'")
                await refused("DELETE FROM article_slug")
                await refused("INSERT INTO fact_use (article, fact) VALUES ('none', 'none')")
                _ = try await database.write { connection in
                    try connection.execute("UPDATE article SET kind = 'evaluation' WHERE slug = 'first'")
                }
                if engine == .sqlite {
                    let faults = try await database.read { connection in
                        try connection.rows("SELECT * FROM pragma_foreign_key_check").count
                            + connection.rows("SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'")
                            .count
                    }
                    #expect(faults == 0)
                    let indexes = try await database.read { connection in
                        try connection.rows(
                            "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'article' AND sql IS NOT NULL"
                        ).map { try $0.value("name", as: String.self) }
                    }
                    #expect(
                        Set(indexes).isSuperset(of: ["article_by_date", "article_by_update", "article_by_section"]))
                }
            }
        }
    }

    private static func articles(_ connection: any Connection) throws -> [[Value]] {
        let columns = [
            "id", "slug", "revision", "kind", "title", "section", "published", "updated", "reviewed", "withdrawn",
        ]
        return try connection.rows("SELECT * FROM article ORDER BY id").map { row in
            try columns.map { try row.value($0, as: Value.self) }
        }
    }

    private static func fill(_ connection: any Connection) throws {
        try connection.execute(
            "INSERT INTO section (slug, name, description, position) VALUES ('places', 'Places', '', 1)")
        for (index, name) in ["first", "second", "third"].enumerated() {
            let id = ArticleID(at: EditorialSite.time(index))
            let kind = index == 1 ? "guide" : "answer"
            try connection.execute(
                """
                INSERT INTO article (id, slug, revision, kind, title, description, section, published, updated)
                VALUES (\(id), \(name), 1, \(kind), 'T', 'D', 'places', \(index), \(index + 5))
                """)
            try connection.execute("INSERT INTO article_slug (slug, article, since) VALUES (\(name), \(id), 1)")
            try connection.execute(
                """
                INSERT INTO revision (article, number, written, note, slug, kind, title, description, answer, body,
                    about, section, topics, authors, reviewers, facts, related)
                VALUES (\(id), 1, 1, '', \(name), \(kind), 'T', 'D', 'A', 'B', '', 'places', '', '', '', '', '')
                """)
            if index == 1 {
                try connection.execute(
                    """
                    INSERT INTO correction (id, article, date, text)
                    VALUES (\(Identifier<Correction>(at: EditorialSite.start)), \(id), '2026-01-01', 'Was wrong.')
                    """)
            }
            if index == 2 {
                try connection.execute(
                    "UPDATE article SET withdrawn = 9, withdrawal_note = 'Gone.' WHERE slug = 'third'")
            }
        }
    }
}
