import Commerce
import Database
import Editorial

extension Stores {
    /// Who keeps the editorial and the commercial tables apart.
    enum WallKeeper: Sendable, Hashable {
        /// Each side has a file of its own, and the program opens no file for the other.
        case files
        /// The server: neither side's role may use the other's schema.
        case server
        /// The program alone: a role could read both.
        case program
    }

    /// Asks the databases themselves.
    func wallKeeper() async throws -> WallKeeper {
        guard editorial.dialect == .postgres else { return .files }
        let sides = [(editorial, CommerceSchema.store), (commerce, EditorialSchema.store)]
        for (database, other) in sides where try await Self.reaches(database, schemaOf: other) { return .program }
        return .server
    }

    private static func reaches(_ database: any Database, schemaOf store: String) async throws -> Bool {
        let schema = schema(of: store)
        return try await database.read { connection in
            try connection.value(
                Bool.self,
                """
                SELECT coalesce(bool_or(has_schema_privilege(oid, 'USAGE')), false) FROM pg_namespace
                WHERE nspname = \(schema)
                """) ?? false
        }
    }
}
