import Database
import TestSupport
import Testing

/// Many rows at once.
@Suite struct InsertionConformance {
    private static let migrations = [
        Migration(number: 1, name: "sightings") { _ in
            ["CREATE TABLE sighting (id BIGINT NOT NULL PRIMARY KEY, name TEXT, size DOUBLE PRECISION, seen BIGINT)"]
        }
    ]
    private static let columns: [StaticString] = ["id", "name", "size", "seen"]
    private static let insertion = Insertion(into: "sighting", columns)

    private static func rows(_ ids: Range<Int>) -> [[Value]] {
        ids.map { id in
            [
                .integer(Int64(id)), id % 3 == 0 ? .null : .text("bird \(id)"),
                id % 5 == 0 ? .null : .real(Double(id) / 2),
                id % 2 == 0 ? .null : .integer(Int64(id) * 1000),
            ]
        }
    }

    @Test(arguments: TestEngine.allCases, [0, 1, 2, 255, 256, 257, 1000])
    func `Rows are kept as they came, whatever their number`(engine: TestEngine, count: Int) async throws {
        try await withDatabase(engine, store: "sightings", migrations: Self.migrations) { database in
            let added = try await database.write { try $0.insert(Self.rows(0..<count), by: Self.insertion) }
            #expect(added == count)
            let kept = try await database.read { try $0.rows("SELECT id, name, size, seen FROM sighting ORDER BY id") }
            #expect(kept.map(\.values) == Self.rows(0..<count))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `Those that were there are let pass and not counted`(engine: TestEngine) async throws {
        let insertion = Insertion(into: "sighting", Self.columns, onConflict: "ON CONFLICT DO NOTHING")
        try await withDatabase(engine, store: "sightings", migrations: Self.migrations) { database in
            try await database.write { try $0.insert(Self.rows(100..<400), by: insertion) }
            #expect(try await database.write { try $0.insert(Self.rows(0..<500), by: insertion) } == 200)
            #expect(try await database.write { try $0.insert(Self.rows(0..<500), by: insertion) } == 0)
            #expect(try await database.read { try $0.value(Int.self, "SELECT count(*) FROM sighting") } == 500)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `One that the schema refuses takes all along`(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "sightings", migrations: Self.migrations) { database in
            let error = try await databaseError {
                try await database.write { connection in
                    try connection.insert(Self.rows(0..<300) + Self.rows(299..<300), by: Self.insertion)
                }
            }
            #expect(error.kind == .unique)
            #expect(try await database.read { try $0.value(Int.self, "SELECT count(*) FROM sighting") } == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `What one engine could not keep is refused on both`(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "sightings", migrations: Self.migrations) { database in
            let error = try await databaseError {
                try await database.write { connection in
                    try connection.insert([[.integer(1), .text("a\0b"), .null, .null]], by: Self.insertion)
                }
            }
            #expect(error.kind == .statement)
        }
    }
}
