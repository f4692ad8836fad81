import Database
import PostgresDatabase
import TestSupport
import Testing

/// There are more transactions than connections.
@Suite struct PostgresPoolTests {
    private func withSmallPool(_ size: Int, _ body: (any Database) async throws -> Void) async throws {
        let place = try await TestPostgresServer.shared().makeSchema("pool")
        guard case .postgres(let address, let schema) = place else { return }
        let configuration = PostgresConfiguration(address: address, schema: schema, connections: size)
        try await withClosing(try PostgresDatabase(configuration), body)
    }

    @Test func whoFindsNoConnectionWaits() async throws {
        try await withSmallPool(2) { database in
            let pids = try await withThrowingTaskGroup { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await database.read { try $0.value(Int.self, "SELECT pg_backend_pid()") }
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(pids.count == 2)
        }
    }

    @Test func whoGivesUpWaitingIsNotInTheWay() async throws {
        try await withSmallPool(1) { database in
            let (isInside, mayEnd) = (Signal(), Signal())
            let holder = Task {
                try await database.read { _ in
                    isInside.raise()
                    mayEnd.waitOnThread()
                }
            }
            await isInside.wait()
            let waiter = Task { try await database.read { try $0.value(Int.self, "SELECT 1") } }
            let quitter = Task { try await database.read { try $0.value(Int.self, "SELECT 2") } }
            quitter.cancel()
            // Before the connection is free.
            await #expect(throws: CancellationError.self) { try await quitter.value }
            mayEnd.raise()
            try await holder.value
            #expect(try await waiter.value == 1)
        }
    }

    @Test func connectionsAreMadeWhenNeeded() async throws {
        try await withSmallPool(8) { database in
            var pids: Set<Int?> = []
            for _ in 0..<20 {
                pids.insert(try await database.read { try $0.value(Int.self, "SELECT pg_backend_pid()") })
            }
            #expect(pids.count == 1)
        }
    }

    @Test func moreStatementsThanAreKept() async throws {
        try await withSmallPool(1) { database in
            for round in 0..<2 {
                for number in 0..<300 {
                    let statement = SQL(stringLiteral: "SELECT \(number)")
                    let value = try await database.read { try $0.value(Int.self, statement) }
                    #expect(value == number, "round \(round)")
                }
            }
            let kept = try await database.read { connection in
                try connection.value(Int.self, "SELECT COUNT(*) FROM pg_prepared_statements")
            }
            #expect(kept == 256)
        }
    }
}
