import Database
import Kernel
import PostgresDatabase
import TestSupport
import Testing

@testable import App

/// With a role for each store, PostgreSQL itself keeps the two sides of the wall apart.
@Suite struct SeparateRolesTests {
    @Test func theServerRefusesEachSideTheOthersTables() async throws {
        let server = try await TestPostgresServer.launch()
        try await Self.makeRoles(on: server)
        try await withTemporaryFolder("roles") { folder in
            let settings = try await Self.settings(folder, server, roles: Stores.names)
            let stores = try await Stores(settings, clock: SystemClock())
            let attempts: [(any Database, SQL)] = [
                (stores.editorial, "SELECT count(*) FROM masthead_commerce.partner"),
                (stores.editorial, "SELECT count(*) FROM masthead_staff.account"),
                (stores.commerce, "SELECT count(*) FROM masthead_editorial.manuscript"),
                (stores.commerce, "SELECT count(*) FROM masthead_editorial.article"),
                (stores.commerce, "DELETE FROM masthead_editorial.remark"),
                (stores.audience, "SELECT count(*) FROM masthead_staff.session"),
            ]
            for (database, statement) in attempts {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.write { _ = try $0.rows(statement) }
                }
                #expect(error?.description.contains("permission denied") == true, "\(statement): \(error as Any)")
            }
            #expect(try await stores.wallKeeper() == .server)
            await stores.close()
        }
    }

    @Test func oneRoleForAllIsTold() async throws {
        let server = try await TestPostgresServer.launch()
        try await withTemporaryFolder("roles") { folder in
            let stores = try await Stores(Self.settings(folder, server, roles: []), clock: SystemClock())
            #expect(try await stores.wallKeeper() == .program)
            await stores.close()
        }
    }

    @Test func filesAreApart() async throws {
        try await withTemporaryFolder("roles") { folder in
            let settings = try await Settings(data: DataDirectory(folder), environment: [:])
            let stores = try await Stores(settings, clock: SystemClock())
            #expect(try await stores.wallKeeper() == .files)
            for (database, table) in [(stores.editorial, "partner"), (stores.commerce, "article")] {
                await #expect(throws: DatabaseError.self) {
                    try await database.read { _ = try $0.rows(SQL(stringLiteral: "SELECT * FROM \(table)")) }
                }
            }
            await stores.close()
        }
    }

    private static func settings(
        _ folder: String, _ server: TestPostgresServer, roles: [String]
    ) async throws -> Settings {
        var environment = ["MASTHEAD_DATABASE": server.address]
        for role in roles {
            environment["MASTHEAD_DATABASES_\(role.uppercased())"] =
                "\(server.address.replacing("user=masthead", with: "user=\(role)_side"))"
        }
        return try await Settings(data: DataDirectory(folder), environment: environment)
    }

    /// As `docs/operator.md` tells an operator to.
    private static func makeRoles(on server: TestPostgresServer) async throws {
        let administrator = try PostgresDatabase(
            PostgresConfiguration(address: server.address, schema: "public", connections: 1))
        try await withClosing(administrator) { database in
            try await database.write { connection in
                for store in Stores.names {
                    try connection.execute(SQL(stringLiteral: "CREATE ROLE \(store)_side LOGIN"))
                    try connection.execute(
                        SQL(
                            stringLiteral:
                                "CREATE SCHEMA \(Stores.schema(of: store)) AUTHORIZATION \(store)_side"))
                }
            }
        }
    }
}
