import Database
import TestSupport
import Testing

/// Statements mean the same in both engines, whatever their arguments hold.
@Suite struct StatementConformance {
    private static let migrations = [
        Migration(number: 1, name: "notes") { _ in
            ["CREATE TABLE note (id BIGINT NOT NULL PRIMARY KEY, text TEXT NOT NULL)"]
        }
    ]

    private func withNotes(
        _ engine: TestEngine, _ texts: [String], _ body: (any Database) async throws -> Void
    ) async throws {
        try await withDatabase(engine, store: "statements", migrations: Self.migrations) { database in
            try await database.write { connection in
                for (id, text) in texts.enumerated() {
                    try connection.execute("INSERT INTO note (id, text) VALUES (\(id), \(text))")
                }
            }
            try await body(database)
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        ["'; DROP TABLE note; --", "x' OR '1'='1", "\\'; SELECT 1 --", "$1", "$2; DROP TABLE note", "\") --", "%_"])
    func argumentsAreNeverPartOfTheStatement(engine: TestEngine, text: String) async throws {
        try await withNotes(engine, [text, "other"]) { database in
            let found = try await database.read { connection in
                try connection.rows("SELECT id, text FROM note WHERE text = \(text)")
            }
            #expect(found.map(\.values) == [[.integer(0), .text(text)]])
            let count = try await database.read { try $0.value(Int.self, "SELECT COUNT(*) FROM note") }
            #expect(count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func listsAndFragments(engine: TestEngine) async throws {
        try await withNotes(engine, ["a", "b", "c", "d"]) { database in
            let condition: SQL = "id IN \(list: [1, 2, 3]) AND text <> \("c") AND text <> '$1 \"'"
            let found = try await database.read { connection in
                try connection.rows(
                    "SELECT text FROM note WHERE text <> \("x") AND (\(condition)) AND id < \(9) ORDER BY id")
            }
            #expect(found.map(\.values) == [[.text("b")], [.text("d")]])
            let none = try await database.read { connection in
                try connection.rows("SELECT text FROM note WHERE id IN \(list: [Int]())")
            }
            #expect(none.isEmpty)
            let long = try await database.read { connection in
                try connection.value(Int.self, "SELECT COUNT(*) FROM note WHERE id IN \(list: Array(2..<2000))")
            }
            #expect(long == 2)
        }
    }

    /// SQLite would number the parameters as they come.
    @Test(arguments: TestEngine.allCases)
    func parametersHaveTheNumbersThatAreWritten(engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let row = try await database.read { connection in
                try connection.rows("SELECT \("a") || $2 || $1, \("b")").first
            }
            #expect(row?.values == [.text("aba"), .text("b")])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func countsWhatChanged(engine: TestEngine) async throws {
        try await withNotes(engine, ["a", "b", "c"]) { database in
            let counts = try await database.write { connection in
                [
                    try connection.execute("UPDATE note SET text = \("z") WHERE id >= \(1)"),
                    try connection.execute("SELECT text FROM note"),
                    try connection.execute("INSERT INTO note (id, text) VALUES (\(1), \("n")) ON CONFLICT DO NOTHING"),
                    try connection.execute("CREATE TABLE other (id BIGINT)"),
                    try connection.execute("INSERT INTO other SELECT id FROM note"),
                    try connection.execute("DELETE FROM note WHERE id = \(7)"),
                    try connection.execute("DELETE FROM note"),
                ]
            }
            #expect(counts == [2, 0, 0, 0, 3, 0, 3])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func returning(engine: TestEngine) async throws {
        try await withNotes(engine, ["a", "b"]) { database in
            let changed = try await database.write { connection in
                try connection.rows("UPDATE note SET text = text || \("!") RETURNING id, text AS louder")
            }
            #expect(Set(changed.map(\.values)) == [[.integer(0), .text("a!")], [.integer(1), .text("b!")]])
            #expect(changed.first?.columns == ["id", "louder"])
            let count = try await database.write { connection in
                try connection.execute("DELETE FROM note RETURNING id")
            }
            #expect(count == 2)
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        ["SELEC 1", "SELECT nothing FROM note", "SELECT 1 FROM nowhere", "", "SELECT 1; SELECT 2", "SELECT $1"])
    func refusedStatements(engine: TestEngine, text: String) async throws {
        try await withNotes(engine, []) { database in
            let error = try await databaseError {
                try await database.read { try $0.rows(SQL(stringLiteral: text)) }
            }
            #expect(error.kind == .statement)
            // What is refused does no harm to what follows.
            let count = try await database.read { try $0.value(Int.self, "SELECT COUNT(*) FROM note") }
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func rowsThatDoNotFit(engine: TestEngine) async throws {
        try await withNotes(engine, ["a"]) { database in
            let row = try await database.read { try #require(try $0.rows("SELECT id, text FROM note").first) }
            #expect(throws: DatabaseError.self) { try row.value("text", as: Int.self) }
            #expect(throws: DatabaseError.self) { try row.value("nothing", as: Int.self) }
            #expect(throws: DatabaseError.self) { try row.value(at: 2, as: Int.self) }
            #expect(try row.value("text", as: String?.self) == "a")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func preparedStatementsSurviveAChangeOfTheSchema(engine: TestEngine) async throws {
        try await withPlace(engine, "schema_change") { place in
            try await withClosing(try place.open()) { database in
                let statement: SQL = "SELECT * FROM note"
                try await database.write { connection in
                    try connection.execute("CREATE TABLE note (id BIGINT)")
                    try connection.execute("INSERT INTO note VALUES (\(1))")
                    #expect(try connection.rows(statement).first?.columns == ["id"])
                }
                #expect(try await database.read { try $0.rows(statement) }.first?.columns == ["id"])
                try await withClosing(try place.open()) { other in
                    try await other.write { try $0.execute("ALTER TABLE note ADD COLUMN text TEXT DEFAULT 'new'") }
                }
                let read = try await database.read { try $0.rows(statement) }
                #expect(read.first?.columns == ["id", "text"])
                #expect(read.first?.values == [.integer(1), .text("new")])
                let written = try await database.write { try $0.rows(statement) }
                #expect(written.first?.columns == ["id", "text"])
                #expect(written.first?.values == [.integer(1), .text("new")])
            }
        }
    }
}
