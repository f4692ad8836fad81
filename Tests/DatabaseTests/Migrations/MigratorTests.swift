import Database
import Kernel
import TestSupport
import Testing

/// A store's schema comes to its latest state once, in order, or not at all.
@Suite struct MigratorTests {
    private static let first = Migration(number: 1, name: "one") { _ in
        ["CREATE TABLE one (id BIGINT)", "INSERT INTO one (id) VALUES (1)"]
    }
    private static let second = Migration(number: 2, name: "two") { _ in
        ["ALTER TABLE one ADD COLUMN note TEXT", "UPDATE one SET note = \("changed")"]
    }
    private static let third = Migration(number: 3, name: "three") { dialect in
        switch dialect {
        case .sqlite: ["CREATE VIRTUAL TABLE three USING fts5 (text)"]
        case .postgres: ["CREATE TABLE three (text TEXT, words TSVECTOR)"]
        }
    }
    private static let broken = Migration(number: 3, name: "broken") { _ in
        ["CREATE TABLE half (id BIGINT)", "INSERT INTO nowhere (id) VALUES (1)"]
    }

    private func migrator(_ migrations: Migration...) -> Migrator {
        Migrator(store: "shop", migrations: migrations)
    }

    private func names(_ migrations: [Migration]) -> [String] { migrations.map(\.name) }

    @Test(arguments: TestEngine.allCases)
    func appliesWhatIsMissingInOrder(engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let one = migrator(Self.first)
            #expect(names(try await one.pending(database)) == ["one"])
            #expect(names(try await one.migrate(database, clock: testClock)) == ["one"])
            #expect(try await one.pending(database).isEmpty)
            #expect(try await one.migrate(database, clock: testClock).isEmpty)

            let all = migrator(Self.first, Self.second, Self.third)
            #expect(names(try await all.pending(database)) == ["two", "three"])
            #expect(names(try await all.migrate(database, clock: testClock)) == ["two", "three"])
            let rows = try await database.read { connection in
                [
                    try connection.rows("SELECT id, note FROM one").map(\.values),
                    try connection.rows("SELECT number, name, applied FROM schema_migration ORDER BY number").map(
                        \.values),
                ]
            }
            let applied = Value.integer(testClock.now().milliseconds)
            #expect(
                rows == [
                    [[.integer(1), .text("changed")]],
                    [
                        [.integer(1), .text("one"), applied], [.integer(2), .text("two"), applied],
                        [.integer(3), .text("three"), applied],
                    ],
                ])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aFailureLeavesNothing(engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            try await migrator(Self.first).migrate(database, clock: testClock)
            let error = try await databaseError {
                try await migrator(Self.first, Self.second, Self.broken).migrate(database, clock: testClock)
            }
            #expect(error.kind == .statement)
            #expect("\(error)".contains("nowhere"))
            let row = try await database.read { try $0.rows("SELECT * FROM one").first }
            #expect(row?.columns == ["id"])
            // The repaired list goes on from where the schema was.
            let applied = try await migrator(Self.first, Self.second, Self.third).migrate(database, clock: testClock)
            #expect(names(applied) == ["two", "three"])
            let halves = try await databaseError { try await database.read { try $0.rows("SELECT id FROM half") } }
            #expect(halves.kind == .statement)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aSchemaFromTheFutureIsRefused(engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            try await migrator(Self.first, Self.second).migrate(database, clock: testClock)
            let old = migrator(Self.first)
            let expected = DatabaseError.schemaTooNew(store: "shop", found: 2, known: 1)
            await #expect(throws: expected) { try await old.migrate(database, clock: testClock) }
            await #expect(throws: expected) { try await old.pending(database) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aMigrationThatChangedIsRefused(engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            try await migrator(Self.first, Self.second).migrate(database, clock: testClock)
            let changes = [
                Migration(number: 2, name: "two") { _ in ["ALTER TABLE one ADD COLUMN note TEXT"] },
                Migration(number: 2, name: "two") { _ in
                    ["ALTER TABLE one ADD COLUMN note TEXT", "UPDATE one SET note = \("otherwise")"]
                },
                Migration(number: 2, name: "two") { _ in
                    ["ALTER TABLE one ADD COLUMN note TEXTUPDATE one SET note = \("changed")"]
                },
            ]
            for change in changes {
                await #expect(throws: DatabaseError.migrationChanged(store: "shop", number: 2)) {
                    try await migrator(Self.first, change, Self.third).migrate(database, clock: testClock)
                }
            }
            // A name may be corrected.
            let renamed = Migration(number: 1, name: "uno", statements: Self.first.statements)
            #expect(try await migrator(renamed, Self.second).migrate(database, clock: testClock).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases, [[2], [1, 3], [1, 1], [2, 1], [0, 1]])
    func numbersHaveNoGaps(engine: TestEngine, numbers: [Int]) async throws {
        try await withDatabase(engine) { database in
            let migrations = numbers.map { number in
                Migration(number: number, name: "n") { _ in ["CREATE TABLE t (id BIGINT)"] }
            }
            let error = try await databaseError {
                try await Migrator(store: "shop", migrations: migrations).migrate(database, clock: testClock)
            }
            #expect(error.kind == .statement)
            #expect("\(error)".contains("shop"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func severalAtOnceApplyEachMigrationOnce(engine: TestEngine) async throws {
        try await withPlace(engine, "several_at_once") { place in
            // Not even the schema exists yet.
            let place = place.withSchema("made_by_migrating")
            let migrator = migrator(Self.first, Self.second, Self.third)
            let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await withClosing(try place.open()) { database in
                            try await migrator.migrate(database, clock: testClock).count
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(applied.sorted() == [0, 0, 0, 3])
        }
    }

    /// Longer than any statement waits for a lock.
    @Test(arguments: TestEngine.allCases)
    func waitsForAnotherThatTakesItsTime(engine: TestEngine) async throws {
        try await withPlace(engine, "slow") { place in
            let (isInside, mayCommit) = (Signal(), Signal())
            let slow = Migration(number: 1, name: "slow") { _ in
                isInside.raise()
                mayCommit.waitOnThread()
                return ["CREATE TABLE slow (id BIGINT)"]
            }
            let quick = Migration(number: 1, name: "slow") { _ in ["CREATE TABLE slow (id BIGINT)"] }
            try await withClosing(try place.open()) { database in
                let other = Task { try await migrator(slow).migrate(database, clock: testClock).count }
                await isInside.wait()
                try await withClosing(try place.open(patience: .milliseconds(20))) { impatient in
                    let second = Task { try await migrator(quick).migrate(impatient, clock: testClock).count }
                    try await Task.sleep(for: .milliseconds(100))
                    mayCommit.raise()
                    #expect(try await other.value == 1)
                    #expect(try await second.value == 0)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aStartWithNothingToDoNeedsNoLock(engine: TestEngine) async throws {
        try await withPlace(engine, "idle") { place in
            try await withClosing(try place.open()) { database in
                try await migrator(Self.first).migrate(database, clock: testClock)
                let (isInside, mayCommit) = (Signal(), Signal())
                let holder = Task {
                    try await database.write { connection in
                        try connection.execute("UPDATE one SET id = 2")
                        isInside.raise()
                        mayCommit.waitOnThread()
                    }
                }
                await isInside.wait()
                try await withClosing(try place.open(patience: .milliseconds(20))) { other in
                    let applied = try await migrator(Self.first).migrate(other, clock: testClock)
                    #expect(applied.isEmpty)
                }
                mayCommit.raise()
                try await holder.value
            }
        }
    }
}
