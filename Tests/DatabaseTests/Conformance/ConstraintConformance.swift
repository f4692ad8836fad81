import Database
import TestSupport
import Testing

/// Broken rules of the schema are told apart.
@Suite struct ConstraintConformance {
    private static let migrations = [
        Migration(number: 1, name: "people") { _ in
            [
                "CREATE TABLE person (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
                """
                CREATE TABLE pet (
                    id BIGINT NOT NULL PRIMARY KEY,
                    owner BIGINT NOT NULL REFERENCES person (id),
                    second_owner BIGINT REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
                    legs SMALLINT NOT NULL CHECK (legs BETWEEN 0 AND 8)
                )
                """,
                "INSERT INTO person (id, name) VALUES (1, 'Ann')",
            ]
        }
    ]

    @Test(
        arguments: TestEngine.allCases,
        [
            ("INSERT INTO person (id, name) VALUES (1, 'Bob')", DatabaseError.Kind.unique),
            ("INSERT INTO person (id, name) VALUES (2, 'Ann')", .unique),
            ("INSERT INTO person (id, name) VALUES (2, NULL)", .notNull),
            ("UPDATE person SET name = NULL", .notNull),
            ("INSERT INTO pet (id, owner, legs) VALUES (1, 2, 4)", .foreignKey),
            ("INSERT INTO pet (id, owner, legs) VALUES (1, 1, 9)", .check),
            // Found out when the transaction is committed.
            ("INSERT INTO pet (id, owner, second_owner, legs) VALUES (1, 1, 2, 4)", .foreignKey),
        ])
    func kinds(engine: TestEngine, example: (statement: String, kind: DatabaseError.Kind)) async throws {
        try await withDatabase(engine, store: "people", migrations: Self.migrations) { database in
            let error = try await databaseError {
                try await database.write { try $0.execute(SQL(stringLiteral: example.statement)) }
            }
            #expect(error.kind == example.kind)
            let people = try await database.read { try $0.rows("SELECT id, name FROM person") }
            #expect(people.map(\.values) == [[.integer(1), .text("Ann")]])
        }
    }

    /// The text goes to a log, where readers' data have no place.
    @Test(arguments: TestEngine.allCases)
    func theTextQuotesNoRow(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "people", migrations: Self.migrations) { database in
            let error = try await databaseError {
                try await database.write { try $0.execute("INSERT INTO person (id, name) VALUES (\(7), \("Ann"))") }
            }
            #expect(error.kind == .unique)
            #expect(!"\(error)".contains("Ann"))
        }
    }
}
