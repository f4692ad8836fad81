import Database
import PostgresDatabase
import Synchronization
import TestSupport
import Testing

/// Transactions that get in each other's way are run again, for a while.
@Suite struct PostgresContentionTests {
    private func withCounters(
        _ name: String, patience: Duration = .seconds(5), _ body: (any Database) async throws -> Void
    ) async throws {
        try await withPlace(.postgres, name) { place in
            try await withClosing(try place.open(patience: patience)) { database in
                try await database.write { connection in
                    try connection.execute(
                        "CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)")
                    try connection.execute("INSERT INTO counter (name, value) VALUES ('a', 0), ('b', 0)")
                }
                try await body(database)
            }
        }
    }

    /// Reads the counter, lets another transaction change it, and changes it.
    private func collide(_ database: any Database) async throws -> Int {
        let (hasRead, isChanged) = (Signal(), Signal())
        let runs = Runs()
        let task = Task {
            try await database.write { connection in
                runs.count()
                let value = try connection.value(Int.self, "SELECT value FROM counter WHERE name = 'a'") ?? 0
                hasRead.raise()
                isChanged.waitOnThread()
                try connection.execute("UPDATE counter SET value = \(value + 1) WHERE name = 'a'")
            }
        }
        await hasRead.wait()
        try await database.write { try $0.execute("UPDATE counter SET value = value + 10 WHERE name = 'a'") }
        isChanged.raise()
        try await task.value
        return runs.number
    }

    @Test func aTransactionThatCameTooLateIsRunAgain() async throws {
        try await withCounters("again") { database in
            #expect(try await collide(database) == 2)
            let value = try await database.read { try $0.value(Int.self, "SELECT value FROM counter WHERE name = 'a'") }
            #expect(value == 11)
        }
    }

    @Test func patienceEnds() async throws {
        try await withCounters("patience", patience: .zero) { database in
            let error = try await databaseError { try await collide(database) }
            #expect(error.kind == .locked)
        }
    }

    @Test func aDeadlockIsResolved() async throws {
        try await withCounters("deadlock") { database in
            let signals = [Signal(), Signal()]
            try await withThrowingTaskGroup { group in
                for (mine, names) in [["a", "b"], ["b", "a"]].enumerated() {
                    group.addTask {
                        try await database.write { connection in
                            try connection.execute("UPDATE counter SET value = value + 1 WHERE name = \(names[0])")
                            signals[mine].raise()
                            signals[1 - mine].waitOnThread()
                            try connection.execute("UPDATE counter SET value = value + 1 WHERE name = \(names[1])")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let sum = try await database.read { try $0.value(Int.self, "SELECT SUM(value) FROM counter") }
            #expect(sum == 4)
        }
    }

    @Test func aStatementThatRunsTooLong() async throws {
        let place = try await TestPostgresServer.shared().makeSchema("slow")
        guard case .postgres(let address, let schema) = place else { return }
        let configuration = PostgresConfiguration(
            address: address, schema: schema, statementTimeout: .milliseconds(50))
        try await withClosing(try PostgresDatabase(configuration)) { database in
            let error = try await databaseError { try await database.read { try $0.rows("SELECT pg_sleep(10)") } }
            #expect(error.kind == .locked)
            #expect("\(error)".contains("did not finish in time"))
            #expect(try await database.read { try $0.value(Int.self, "SELECT 1") } == 1)
        }
    }
}

private final class Runs: Sendable {
    private let runs = Atomic(0)

    var number: Int { runs.load(ordering: .relaxed) }

    func count() { runs.add(1, ordering: .relaxed) }
}
