import Audience
import Commerce
package import Database
import Editorial
package import Kernel
import PostgresDatabase
import SQLiteDatabase
import Staff

/// A site's databases, one on each side of the wall, each with its schema up to date.
package struct Stores: Sendable {
    package let editorial: any Database
    package let commerce: any Database
    package let audience: any Database
    package let staff: any Database

    /// What the stores are called in settings, files and schemas.
    static let names = [EditorialSchema.store, CommerceSchema.store, AudienceSchema.store, StaffSchema.store]

    /// Opens the databases and brings their schemas up to date.
    ///
    /// - Throws: ``DatabaseError``.
    package init(_ settings: Settings, clock: any WallClock) async throws {
        func open(_ store: String, _ migrations: [Migration]) async throws -> any Database {
            let database = try Self.database(store, settings)
            do {
                _ = try await Migrator(store: store, migrations: migrations).migrate(database, clock: clock)
            } catch {
                await database.close()
                throw error
            }
            return database
        }
        editorial = try await open(EditorialSchema.store, EditorialSchema.migrations)
        commerce = try await open(CommerceSchema.store, CommerceSchema.migrations)
        audience = try await open(AudienceSchema.store, AudienceSchema.migrations)
        staff = try await open(StaffSchema.store, StaffSchema.migrations)
    }

    /// Whether nothing has been written to any of them.
    var isEmpty: Bool {
        get async throws {
            let editorial = try await editorial.read { try $0.value(Int.self, "SELECT count(*) FROM section") }
            let commerce = try await commerce.read { try $0.value(Int.self, "SELECT count(*) FROM partner") }
            let audience = try await audience.read { try $0.value(Int.self, "SELECT count(*) FROM comment") }
            return [editorial, commerce, audience].allSatisfy { $0 == 0 }
        }
    }

    package var all: [any Database] { [editorial, commerce, audience, staff] }

    /// Lets go of files and connections.
    package func close() async {
        for database in all { await database.close() }
    }

    private static func database(_ store: String, _ settings: Settings) throws -> any Database {
        switch settings.storage {
        case .sqlite: try SQLiteDatabase(path: settings.data.databasePath(of: store))
        case .postgres(let addresses):
            try PostgresDatabase(
                PostgresConfiguration(address: addresses.address(of: store), schema: schema(of: store)))
        }
    }

    /// What a store's schema is called on PostgreSQL.
    static func schema(of store: String) -> String { "masthead_\(store)" }
}
