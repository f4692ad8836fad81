import Database
import TestSupport
import Testing

/// Another process works on the same database.
@Suite struct SecondProcessTests {
    private static let texts: SQL = "SELECT text FROM note ORDER BY text"
    private static let insert: SQL = "INSERT INTO note (text) VALUES ('parent')"

    private func withChild(
        _ engine: TestEngine, _ body: (any Database, ChildProcess) async throws -> Void
    ) async throws {
        try await withPlace(engine, "second_process") { place in
            try await withClosing(try place.open(patience: .milliseconds(50))) { database in
                try await database.write { try $0.execute("CREATE TABLE note (text TEXT NOT NULL UNIQUE)") }
                let child = try ChildProcess(place)
                defer { child.kill() }
                try await body(database, child)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func itsLockIsWaitedForInVain(engine: TestEngine) async throws {
        try await withChild(engine) { database, child in
            // The same text, since PostgreSQL locks no more than that.
            let error = try await databaseError {
                try await database.write { try $0.execute("INSERT INTO note (text) VALUES ('child')") }
            }
            #expect(error.kind == .locked)
            try child.finish()
            let texts = try await database.write { connection in
                try connection.execute(Self.insert)
                return try connection.all(Text.self, Self.texts).map(\.text)
            }
            #expect(texts == ["child", "parent"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func killedInMidTransactionItLeavesWhatWasCommitted(engine: TestEngine) async throws {
        try await withChild(engine) { database, child in
            child.kill()
            let texts = try await database.write { connection in
                try connection.execute(Self.insert)
                return try connection.all(Text.self, Self.texts).map(\.text)
            }
            #expect(texts == ["parent"])
        }
    }
}

private struct Text: RowDecodable {
    let text: String

    init(row: Row) throws { text = try row.value("text") }
}
