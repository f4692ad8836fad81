import Database
import Foundation
import PostgresDatabase
import TestSupport
import Testing

/// What an address can get wrong is told without the password.
@Suite struct PostgresAddressTests {
    private func reading(_ configuration: PostgresConfiguration) async throws -> DatabaseError {
        try await databaseError {
            try await withClosing(try PostgresDatabase(configuration)) { database in
                try await database.read { try $0.value(Int.self, "SELECT 1") }
            }
        }
    }

    @Test func nobodyListens() async throws {
        let error = try await reading(
            PostgresConfiguration(address: "postgresql://ann:sesame@127.0.0.1:1/site", schema: "editorial"))
        #expect(error.kind == .unreachable)
        #expect("\(error)".contains("127.0.0.1:1"))
        #expect("\(error)".contains("Connection refused"))
        #expect(!"\(error)".contains("sesame"))
    }

    @Test func theHostIsUnknown() async throws {
        let error = try await reading(
            PostgresConfiguration(address: "host=masthead.invalid port=5433 password=sesame", schema: "editorial"))
        #expect(error.kind == .unreachable)
        #expect("\(error)".contains("masthead.invalid:5433"))
        #expect(!"\(error)".contains("sesame"))
    }

    @Test(arguments: [
        "postgresql://ann:ses/ame@host/site", "host=h password=sesame nonsense", "sesame",
        "postgresql://ann:sesame@[::1/site",
    ])
    func theAddressCannotBeRead(address: String) async throws {
        let error = try await reading(PostgresConfiguration(address: address, schema: "editorial"))
        #expect(error.kind == .unreachable)
        #expect("\(error)".contains("postgresql://USER"))
        #expect(!"\(error)".contains("ses"))
    }

    @Test(arguments: ["dbname=nowhere", "user=nobody_known"])
    func theServerRefuses(change: String) async throws {
        let address = try await TestPostgresServer.shared().address
        let error = try await reading(PostgresConfiguration(address: "\(address) \(change)", schema: "editorial"))
        #expect(error.kind == .unreachable)
        #expect("\(error)".contains("does not exist"))
    }

    /// A peer that takes the connection and says nothing.
    @Test func theServerDoesNotAnswer() async throws {
        let listener = try SilentListener()
        let error = try await reading(
            PostgresConfiguration(
                address: "host=127.0.0.1 port=\(listener.port)", schema: "editorial", connectTimeout: .seconds(1)))
        #expect(error.kind == .unreachable)
        #expect("\(error)".contains("timeout"))
    }

    /// Each side of the wall has a schema and finds nothing in another.
    @Test(arguments: ["editorial side", "Odd\"Name", "sélect"])
    func aSchemaIsByItself(name: String) async throws {
        let place = try await TestPostgresServer.shared().makeSchema("other").withSchema(name)
        try await withClosing(try place.open()) { database in
            let migration = Migration(number: 1, name: "one") { _ in ["CREATE TABLE one (id BIGINT)"] }
            try await Migrator(store: "s", migrations: [migration]).migrate(database, clock: testClock)
            let schemas = try await database.read { connection in
                try connection.rows(
                    """
                    SELECT schemaname FROM pg_tables WHERE schemaname = current_schema()
                    AND tablename IN ('one', 'schema_migration')
                    """)
            }
            #expect(schemas.map(\.values) == [[.text(name)], [.text(name)]])
            try await withClosing(try place.withSchema("public").open()) { other in
                let error = try await databaseError { try await other.read { try $0.rows("SELECT * FROM one") } }
                #expect(error.kind == .statement)
            }
            try await database.write { try $0.execute("DROP TABLE one") }
        }
    }

    @Test func typesThatOnlyPostgresHas() async throws {
        try await withDatabase(.postgres) { database in
            let row = try await database.read { connection in
                try connection.rows(
                    """
                    SELECT 'f47ac10b-58cc-4372-a567-0e02b2c3d479'::uuid, '{"a": 1}'::json, 7::int2, 8::int4, 1.5::float4,
                        12345678901234567890::numeric, 2.50::numeric, 'NaN'::float8, '{1,2}'::int[],
                        timestamptz '2015-07-06 14:03:09+02', date '2015-07-06', 'x'::name, true, NULL::bool, ''::bytea
                    """
                ).first
            }
            let values: [Value] = [
                .text("f47ac10b-58cc-4372-a567-0e02b2c3d479"), .text("{\"a\": 1}"), .integer(7), .integer(8),
                .real(1.5),
                .text("12345678901234567890"), .real(2.5), .text("{1,2}"), .text("2015-07-06 12:03:09+00"),
                .text("2015-07-06"), .text("x"), .integer(1), .null, .bytes([]),
            ]
            // A number that isn't one equals nothing.
            #expect(row?.values.enumerated().filter { $0.offset != 7 }.map(\.element) == values)
            #expect(try row?.value(at: 7, as: Double.self).isNaN == true)
        }
    }
}

/// A port on which connections are taken by the system and never looked at.
private final class SilentListener {
    let port: UInt16
    private let descriptor: CInt

    init() throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 4) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        try #require(isListening)
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }
}
