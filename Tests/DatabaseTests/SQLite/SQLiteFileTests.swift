import Database
import Foundation
import SQLiteDatabase
import TestSupport
import Testing

/// What can be wrong with the file, and what other processes do to it.
@Suite struct SQLiteFileTests {
    private func opening(_ path: String) throws -> DatabaseError? {
        #expect(throws: DatabaseError.self) { try SQLiteDatabase(path: path) }
    }

    @Test(arguments: ["/nowhere/site.sqlite", "/", "/proc/site.sqlite", "", ":memory:"])
    func pathsThatCannotBeOpened(path: String) throws {
        let error = try #require(try opening(path))
        #expect(error.kind == .unreachable)
        #expect("\(error)".contains("“\(path)”"))
    }

    @Test func garbage() async throws {
        try await withTemporaryFolder("garbage") { folder in
            let path = "\(folder)/site.sqlite"
            let garbage = Data((0..<8192).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) })
            try garbage.write(to: URL(filePath: path))
            let error = try #require(try opening(path))
            #expect(error.kind == .unreachable)
            #expect("\(error)".contains("not a SQLite database"))
            #expect(try Data(contentsOf: URL(filePath: path)) == garbage)
        }
    }

    @Test func damagedPages() async throws {
        try await withTemporaryFolder("damaged") { folder in
            let path = "\(folder)/site.sqlite"
            try await withClosing(try SQLiteDatabase(path: path)) { database in
                try await database.write { connection in
                    try connection.execute("CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT)")
                    for id in 0..<2000 {
                        try connection.execute("INSERT INTO note VALUES (\(id), \(String(repeating: "x", count: 50)))")
                    }
                }
            }
            let file = try FileHandle(forUpdating: URL(filePath: path))
            try file.seek(toOffset: 4096)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 4096 * 8))
            try file.close()
            let error = try await databaseError {
                try await withClosing(try SQLiteDatabase(path: path)) { database in
                    try await database.read { try $0.value(Int.self, "SELECT COUNT(text) FROM note") }
                }
            }
            #expect(error.kind == .unreachable)
            #expect("\(error)".contains("damaged"))
        }
    }

    /// Root may write anywhere, so the thread takes another user's rights on files.
    @Test(arguments: [0o555, 0o000])
    func foldersThatCannotBeWritten(mode: Int) async throws {
        try await withTemporaryFolder("read_only") { folder in
            let path = "\(folder)/site.sqlite"
            await (try SQLiteDatabase(path: path)).close()
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder)
            defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder) }
            let error = try #require(try asNobody { try opening(path) })
            #expect(error.kind == .unreachable)
            #expect("\(error)".contains("“\(path)”: the file"))
            #expect("\(error)".contains("its folder"))
        }
    }

    @Test func aFullDisk() async throws {
        try await withDatabase(.sqlite) { database in
            try await database.write { connection in
                try connection.execute("CREATE TABLE note (text TEXT)")
                _ = try connection.rows("PRAGMA max_page_count = 20")
            }
            let error = try await databaseError {
                try await database.write { connection in
                    try connection.execute("INSERT INTO note VALUES (\(String(repeating: "x", count: 1 << 20)))")
                }
            }
            #expect(error.kind == .unreachable)
            #expect("\(error)".contains("the disk is full"))
            try await database.write { try $0.execute("INSERT INTO note VALUES ('short')") }
            let count = try await database.read { try $0.value(Int.self, "SELECT COUNT(*) FROM note") }
            #expect(count == 1)
        }
    }

    @Test func settings() async throws {
        try await withPlace(.sqlite) { place in
            try await withClosing(try place.open(patience: .milliseconds(1234))) { database in
                let settings: @Sendable (any Connection) throws -> [Value?] = { connection in
                    [
                        try connection.value(Value.self, "PRAGMA journal_mode"),
                        try connection.value(Value.self, "PRAGMA foreign_keys"),
                        try connection.value(Value.self, "PRAGMA busy_timeout"),
                    ]
                }
                let expected: [Value] = [.text("wal"), .integer(1), .integer(1234)]
                let reader = try await database.read(settings)
                #expect(reader == expected)
                let writer = try await database.write(settings)
                #expect(writer == expected)
                // 2 is FULL: the log reaches the disk before a commit returns.
                let synchronous = try await database.write { try $0.value(Int.self, "PRAGMA synchronous") }
                #expect(synchronous == 2)
            }
        }
    }

    @Test func theFileIsForItsOwnerAlone() async throws {
        try await withTemporaryFolder("rights") { folder in
            let path = "\(folder)/site.sqlite"
            try await withClosing(try SQLiteDatabase(path: path)) { database in
                try await database.write { try $0.execute("CREATE TABLE note (text TEXT)") }
                for file in [path, "\(path)-wal", "\(path)-shm"] {
                    let attributes = try FileManager.default.attributesOfItem(atPath: file)
                    #expect(attributes[.posixPermissions] as? Int == 0o600)
                }
            }
            // Nothing but the file is left when all have closed.
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["site.sqlite"])
        }
    }

    private func asNobody<Result>(_ body: () throws -> Result) throws -> Result {
        guard geteuid() == 0 else { return try body() }
        typealias SetUser = @convention(c) (uid_t) -> CInt
        let symbol = try #require(dlsym(nil, "setfsuid"))
        let setUser = unsafeBitCast(symbol, to: SetUser.self)
        _ = setUser(65_534)
        defer { _ = setUser(0) }
        return try body()
    }
}
