import Database
import PostgresDatabase
import TestSupport
import Testing

/// A connection that is lost takes its transaction with it and nothing else.
@Suite struct PostgresLossTests {
    private static let pid: SQL = "SELECT pg_backend_pid()"
    private static let texts: SQL = "SELECT string_agg(text, ' ' ORDER BY text) FROM note"

    private func withNotes(_ body: (any Database, TestPlace) async throws -> Void) async throws {
        try await withPlace(.postgres, "loss") { place in
            try await withClosing(try place.open()) { database in
                try await database.write { try $0.execute("CREATE TABLE note (text TEXT NOT NULL)") }
                try await body(database, place)
            }
        }
    }

    @Test func aConnectionLostInMidTransaction() async throws {
        try await withNotes { database, place in
            let (isOpen, mayGoOn) = (Signal(), Signal())
            let bystander = Task {
                try await database.write { connection in
                    try connection.execute("INSERT INTO note (text) VALUES ('bystander')")
                    isOpen.raise()
                    mayGoOn.waitOnThread()
                    try connection.execute("INSERT INTO note (text) VALUES ('still here')")
                }
            }
            await isOpen.wait()
            let (hasWritten, isKilled) = (Signal(), Signal())
            let pids = AsyncStream.makeStream(of: Int.self)
            let victim = Task {
                try await database.write { connection in
                    try connection.execute("INSERT INTO note (text) VALUES ('victim')")
                    pids.continuation.yield(try connection.value(Int.self, Self.pid) ?? 0)
                    hasWritten.raise()
                    isKilled.waitOnThread()
                    try connection.execute("INSERT INTO note (text) VALUES ('too late')")
                }
            }
            let pid = await pids.stream.first { _ in true }
            try await terminate("pid = \(pid)", place)
            isKilled.raise()
            let error = try await databaseError { try await victim.value }
            #expect(error.kind == .unreachable)
            #expect("\(error)".contains("the connection was lost"))

            let next = try await database.write { connection in
                try connection.execute("INSERT INTO note (text) VALUES ('next')")
            }
            #expect(next == 1)
            mayGoOn.raise()
            try await bystander.value
            let texts = try await database.read { try $0.value(String.self, Self.texts) }
            #expect(texts == "bystander next still here")
        }
    }

    @Test func connectionsLostWhileIdleAreNotNoticed() async throws {
        try await withNotes { database, place in
            // Several connections, with a statement prepared on each.
            let signals = (0..<4).map { _ in Signal() }
            let pids = try await withThrowingTaskGroup { group in
                for signal in signals {
                    group.addTask {
                        try await database.read { connection in
                            signal.raise()
                            for other in signals { other.waitOnThread() }
                            return try connection.value(Int.self, Self.pid) ?? 0
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(pids).count == 4)
            try await terminate("pid IN \(list: pids)", place)
            for _ in 0..<8 {
                let pid = try await database.write { try $0.value(Int.self, Self.pid) ?? 0 }
                #expect(!pids.contains(pid))
            }
        }
    }

    /// Whether it was committed is known only to the server.
    @Test func aConnectionLostDuringTheCommit() async throws {
        try await withNotes { database, _ in
            try await database.write { connection in
                try connection.execute(
                    """
                    CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        PERFORM pg_terminate_backend(pg_backend_pid());
                        RETURN NULL;
                    END $$
                    """)
                try connection.execute(
                    """
                    CREATE CONSTRAINT TRIGGER leaving AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW WHEN (NEW.text = 'leave') EXECUTE FUNCTION leave()
                    """)
            }
            let error = try await databaseError {
                try await database.write { try $0.execute("INSERT INTO note (text) VALUES ('leave')") }
            }
            #expect(error.kind == .unreachable)
            #expect("\(error)".contains("not known"))
            try await database.write { try $0.execute("INSERT INTO note (text) VALUES ('stay')") }
            let texts = try await database.read { try $0.value(String.self, Self.texts) }
            #expect(texts == "stay")
        }
    }

    @Test(arguments: [false, true])
    func aServerThatStopsAndComesBack(isSudden: Bool) async throws {
        let server = try await TestPostgresServer.launch()
        let place = try await server.makeSchema("restart")
        try await withClosing(try place.open()) { database in
            try await database.write { connection in
                // The test server may tell of a commit before it has written it down, and it is about to crash.
                try connection.execute("SET LOCAL synchronous_commit = on")
                try connection.execute("CREATE TABLE note (text TEXT NOT NULL)")
            }
            let (isOpen, isStopped) = (Signal(), Signal())
            let inside = Task {
                try await database.write { connection in
                    try connection.execute("INSERT INTO note (text) VALUES ('lost')")
                    isOpen.raise()
                    isStopped.waitOnThread()
                    try connection.execute("INSERT INTO note (text) VALUES ('lost')")
                }
            }
            await isOpen.wait()
            if isSudden { try await server.crash() } else { try await server.stop() }
            isStopped.raise()
            let lost = try await databaseError { try await inside.value }
            #expect(lost.kind == .unreachable)
            for _ in 0..<2 {
                let error = try await databaseError { try await database.read { try $0.rows(Self.texts) } }
                #expect(error.kind == .unreachable)
                #expect("\(error)".contains("PostgreSQL at /tmp/masthead-postgres-"))
            }
            try await server.start()
            let texts = try await database.write { connection in
                try connection.execute("INSERT INTO note (text) VALUES ('back')")
                return try connection.value(String.self, Self.texts)
            }
            #expect(texts == "back")
        }
    }

    /// Cuts the connections that fulfil a condition, from another one, and waits until they are gone.
    private func terminate(_ condition: SQL, _ place: TestPlace) async throws {
        try await withClosing(try place.open()) { administrator in
            let rows = try await administrator.read { connection in
                try connection.rows("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE \(condition)")
            }
            #expect(!rows.isEmpty && rows.allSatisfy { $0.values == [.integer(1)] })
        }
    }
}
