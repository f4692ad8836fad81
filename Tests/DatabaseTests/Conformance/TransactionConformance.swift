import Database
import TestSupport
import Testing

/// Transactions are whole, see one state, and do not lose each other's work.
@Suite struct TransactionConformance {
    private static let migrations = [
        Migration(number: 1, name: "counters") { _ in
            ["CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)"]
        }
    ]
    private static let count: SQL = "SELECT COUNT(*) FROM counter"

    private struct Refusal: Error {}

    private func withCounters(_ engine: TestEngine, _ body: (any Database) async throws -> Void) async throws {
        try await withDatabase(engine, store: "counters", migrations: Self.migrations, body)
    }

    @Test(arguments: TestEngine.allCases)
    func whatThrowsIsUndone(engine: TestEngine) async throws {
        try await withCounters(engine) { database in
            await #expect(throws: Refusal.self) {
                try await database.write { connection in
                    try connection.execute("INSERT INTO counter (name, value) VALUES (\("a"), \(1))")
                    #expect(try connection.value(Int.self, Self.count) == 1)
                    throw Refusal()
                }
            }
            let count = try await database.write { try $0.value(Int.self, Self.count) }
            #expect(count == 0)
        }
    }

    /// PostgreSQL can do no other; SQLite would commit what came before.
    @Test(arguments: TestEngine.allCases)
    func aFailedStatementUndoesTheTransactionEvenWhenTheBodyGoesOn(engine: TestEngine) async throws {
        try await withCounters(engine) { database in
            let error = try await databaseError {
                try await database.write { connection in
                    try connection.execute("INSERT INTO counter (name, value) VALUES (\("a"), \(1))")
                    _ = try? connection.execute("INSERT INTO counter (name, value) VALUES (\("a"), \(2))")
                    #expect(throws: DatabaseError.self) { try connection.value(Int.self, Self.count) }
                }
            }
            #expect(error.kind == .unique)
            let count = try await database.read { try $0.value(Int.self, Self.count) }
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aReaderSeesOneStateWhileAWriterWorks(engine: TestEngine) async throws {
        try await withCounters(engine) { database in
            let (hasWritten, mayCommit) = (Signal(), Signal())
            let (hasRead, mayReadAgain) = (Signal(), Signal())
            async let writer: Void = database.write { connection in
                try connection.execute("INSERT INTO counter (name, value) VALUES (\("a"), \(1))")
                hasWritten.raise()
                mayCommit.waitOnThread()
            }
            await hasWritten.wait()
            async let reader = database.read { connection in
                let before = try connection.value(Int.self, Self.count)
                hasRead.raise()
                mayReadAgain.waitOnThread()
                return [before, try connection.value(Int.self, Self.count)]
            }
            await hasRead.wait()
            mayCommit.raise()
            try await writer
            mayReadAgain.raise()
            #expect(try await reader == [0, 0])
            let after = try await database.read { try $0.value(Int.self, Self.count) }
            #expect(after == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func readsRunAtTheSameTime(engine: TestEngine) async throws {
        try await withCounters(engine) { database in
            let signals = [Signal(), Signal(), Signal()]
            try await withThrowingTaskGroup { group in
                for signal in signals {
                    group.addTask {
                        try await database.read { connection in
                            _ = try connection.value(Int.self, Self.count)
                            signal.raise()
                            // Nobody gets past this before everybody has read.
                            for other in signals { other.waitOnThread() }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aReadCannotWrite(engine: TestEngine) async throws {
        try await withCounters(engine) { database in
            let error = try await databaseError {
                try await database.read { try $0.execute("INSERT INTO counter (name, value) VALUES (\("a"), \(1))") }
            }
            #expect(error.kind == .statement)
            #expect("\(error)".contains("a read transaction cannot write"))
            let count = try await database.read { try $0.value(Int.self, Self.count) }
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func writersLoseNoUpdates(engine: TestEngine) async throws {
        try await withCounters(engine) { database in
            try await database.write { try $0.execute("INSERT INTO counter (name, value) VALUES (\("a"), \(0))") }
            try await withThrowingTaskGroup { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await database.write { connection in
                            let value = try connection.value(Int.self, "SELECT value FROM counter WHERE name = \("a")")
                            try connection.execute(
                                "UPDATE counter SET value = \((value ?? 0) + 1) WHERE name = \("a")")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let value = try await database.read { try $0.value(Int.self, "SELECT value FROM counter") }
            #expect(value == 40)
        }
    }

    /// Two that decide by what is not there yet: snapshots alone would let both go on.
    @Test(arguments: TestEngine.allCases)
    func writersDecideOneAfterTheOther(engine: TestEngine) async throws {
        try await withCounters(engine) { database in
            try await withThrowingTaskGroup { group in
                for number in 0..<8 {
                    group.addTask {
                        try await database.write { connection in
                            let next = try connection.value(Int.self, Self.count) ?? 0
                            try connection.execute("INSERT INTO counter (name, value) VALUES (\("\(number)"), \(next))")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let values = try await database.read { try $0.rows("SELECT value FROM counter ORDER BY value") }
            #expect(values.map(\.values) == (0..<8).map { [.integer($0)] })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aLockThatIsNotGivenUpInTime(engine: TestEngine) async throws {
        try await withPlace(engine, "locked") { place in
            try await withClosing(try place.open()) { database in
                try await Migrator(store: "counters", migrations: Self.migrations).migrate(database, clock: testClock)
                try await database.write { try $0.execute("INSERT INTO counter (name, value) VALUES (\("a"), \(0))") }
                let increment: SQL = "UPDATE counter SET value = value + 1 WHERE name = 'a'"
                let (hasLock, mayCommit) = (Signal(), Signal())
                let holder = Task {
                    try await database.write { connection in
                        try connection.execute(increment)
                        hasLock.raise()
                        mayCommit.waitOnThread()
                    }
                }
                await hasLock.wait()
                try await withClosing(try place.open(patience: .milliseconds(50))) { impatient in
                    let error = try await databaseError { try await impatient.write { try $0.execute(increment) } }
                    #expect(error.kind == .locked)
                    // Reading needs nobody's lock.
                    let value = try await impatient.read { try $0.value(Int.self, "SELECT value FROM counter") }
                    #expect(value == 0)
                    mayCommit.raise()
                    try await holder.value
                    #expect(try await impatient.write { try $0.execute(increment) } == 1)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aCancelledTransactionIsUndone(engine: TestEngine) async throws {
        try await withCounters(engine) { database in
            let (hasWritten, isCancelled) = (Signal(), Signal())
            let task = Task {
                try await database.write { connection in
                    try connection.execute("INSERT INTO counter (name, value) VALUES (\("a"), \(1))")
                    hasWritten.raise()
                    isCancelled.waitOnThread()
                }
            }
            await hasWritten.wait()
            task.cancel()
            isCancelled.raise()
            await #expect(throws: CancellationError.self) { try await task.value }
            let count = try await database.read { try $0.value(Int.self, Self.count) }
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func closingFinishesWhatRunsAndRefusesTheRest(engine: TestEngine) async throws {
        try await withPlace(engine, "closing") { place in
            let database = try place.open()
            try await Migrator(store: "counters", migrations: Self.migrations).migrate(database, clock: testClock)
            let (isInside, mayCommit) = (Signal(), Signal())
            async let writer: Void = database.write { connection in
                isInside.raise()
                mayCommit.waitOnThread()
                try connection.execute("INSERT INTO counter (name, value) VALUES (\("a"), \(1))")
            }
            await isInside.wait()
            async let closed: Void = database.close()
            mayCommit.raise()
            try await writer
            await closed
            let error = try await databaseError { try await database.read { try $0.value(Int.self, Self.count) } }
            #expect(error.kind == .unreachable)
            // Closing again does nothing.
            await database.close()
            let count = try await withClosing(try place.open()) {
                try await $0.read { try $0.value(Int.self, Self.count) }
            }
            #expect(count == 1)
        }
    }
}
