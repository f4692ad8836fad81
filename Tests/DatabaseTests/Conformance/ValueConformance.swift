import Database
import Kernel
import TestSupport
import Testing

/// What is stored comes back as it was.
@Suite struct ValueConformance {
    private static let migrations = [
        Migration(number: 1, name: "values") { _ in
            ["CREATE TABLE kept (i BIGINT, r DOUBLE PRECISION, t TEXT, b BYTEA)"]
        }
    ]

    private func roundTrip(_ engine: TestEngine, _ column: SQL, _ values: [Value]) async throws {
        try await withDatabase(engine, store: "values", migrations: Self.migrations) { database in
            for value in values {
                let read = try await database.write { connection in
                    try connection.execute("DELETE FROM kept")
                    try connection.execute("INSERT INTO kept (\(column)) VALUES (\(value))")
                    return try connection.value(Value.self, "SELECT \(column) FROM kept")
                }
                #expect(read == value)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func integers(engine: TestEngine) async throws {
        try await roundTrip(engine, "i", [0, 1, -1, .max, .min, 1 << 53 + 1].map(Value.integer) + [.null])
    }

    @Test(arguments: TestEngine.allCases)
    func reals(engine: TestEngine) async throws {
        let reals = [
            0, -1.5, 0.1, 1e300, .leastNonzeroMagnitude, .pi, .greatestFiniteMagnitude, .infinity, -.infinity,
            9_007_199_254_740_994,
        ]
        try await roundTrip(engine, "r", reals.map(Value.real) + [.null])
    }

    @Test(arguments: TestEngine.allCases)
    func texts(engine: TestEngine) async throws {
        let texts = [
            "", " ", "one", "’tis “quoted”", "O'Brien \\ \"x\" $1 ? :a @b", "line\nbreak\ttab\r\n\u{1}\u{7f}", "한국어",
            "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿", "e\u{301}", "\u{10FFFF}\u{FEFF}", String(repeating: "0123456789", count: 20_000),
        ]
        try await roundTrip(engine, "t", texts.map(Value.text) + [.null])
    }

    @Test(arguments: TestEngine.allCases)
    func bytes(engine: TestEngine) async throws {
        let all = (0...255).map { UInt8($0) }
        let values: [[UInt8]] = [
            [], [0], all, all.reversed(), [UInt8](repeating: 7, count: 1 << 20), Array("\\x41".utf8),
        ]
        try await roundTrip(engine, "b", values.map(Value.bytes) + [.null])
    }

    /// PostgreSQL cannot hold the character, and SQLite would turn the number into NULL.
    @Test(arguments: TestEngine.allCases, [Value.text("a\0b"), .real(.nan)])
    func refusesWhatOneEngineCannotHold(engine: TestEngine, value: Value) async throws {
        try await withDatabase(engine) { database in
            let error = try await databaseError { try await database.read { try $0.rows("SELECT \(value)") } }
            #expect(error.kind == .statement)
        }
    }

    /// Without a column to tell, an argument has its own type.
    @Test(arguments: TestEngine.allCases)
    func argumentsKeepTheirType(engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let row = try await database.read { connection in
                try connection.rows("SELECT \(7), \(2.5), \("seven"), \([7] as [UInt8]), \(Int?.none)").first
            }
            #expect(row?.values == [.integer(7), .real(2.5), .text("seven"), .bytes([7]), .null])
        }
    }

    /// What the engines type differently reads alike.
    @Test(arguments: TestEngine.allCases)
    func expressions(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "expressions", migrations: Self.migrations) { database in
            let row = try await database.write { connection in
                try connection.execute("INSERT INTO kept (i, r) VALUES (\(3), \(0.5)), (\(5), \(1.5))")
                return try connection.rows(
                    """
                    SELECT COUNT(*), SUM(i), MAX(i), AVG(i), SUM(r), EXISTS (SELECT 1 FROM kept WHERE i = \(3)),
                        MAX(i) > \(100), COALESCE(MAX(t), \("none")), \(1_500_000_000_000) - 1000
                    FROM kept
                    """
                ).first
            }
            #expect(row?.values.prefix(3) == [.integer(2), .integer(8), .integer(5)])
            #expect(try row?.value(at: 3, as: Double.self) == 4)
            #expect(
                row?.values.dropFirst(4) == [
                    .real(2), .integer(1), .integer(0), .text("none"), .integer(1_499_999_999_000),
                ])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theKernelsTypes(engine: TestEngine) async throws {
        let day = try #require(CalendarDay("2015-07-06"))
        let moment = Timestamp(milliseconds: -62_135_596_800_000)
        let slug = try Slug("a-1")
        let date = try #require(PartialDate("2014-07"))
        try await withDatabase(engine) { database in
            let read = try await database.read { connection in
                try connection.rows("SELECT \(day), \(moment), \(slug), \(date), \(true), \(false)").first
            }
            let row = try #require(read)
            #expect(try row.value(at: 0) == day)
            #expect(try row.value(at: 1) == moment)
            #expect(try row.value(at: 2) == slug)
            #expect(try row.value(at: 3) == date)
            #expect(try row.value(at: 4) == true)
            #expect(try row.value(at: 5) == false)
        }
    }
}
