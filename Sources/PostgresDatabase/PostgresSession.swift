import CPostgres
import Database

/// A connection to the server; it belongs to one worker.
final class PostgresSession {
    private let connection: OpaquePointer
    private var plans = PreparedStatements(capacity: 256)

    /// Whether something failed after which libpq still takes the connection for good.
    private var isBroken = false

    var isLost: Bool { isBroken || PQstatus(connection) == CONNECTION_BAD }

    /// Connects.
    ///
    /// - Throws: ``DatabaseError/unreachable(_:)``, with the server's host and port and never the password.
    init(_ settings: ConnectionSettings) throws(DatabaseError) {
        let connected = withCStrings(settings.parameters.map(\.keyword)) { keywords in
            withCStrings(settings.parameters.map(\.value)) { values in PQconnectdbParams(keywords, values, 1) }
        }
        guard let connected else { throw DatabaseError.unreachable("there is not enough memory for a connection.") }
        connection = connected
        guard PQstatus(connection) == CONNECTION_OK else {
            throw DatabaseError.unreachable("PostgreSQL at \(server): \(PostgresFailure.message(connection))")
        }
        // Otherwise libpq prints the server's notices.
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        do {
            try command(settings.preparation)
        } catch {
            throw DatabaseError.unreachable("PostgreSQL at \(server): \(error.detail)")
        }
    }

    deinit { PQfinish(connection) }

    /// `HOST:PORT`, where the host may be the folder of a Unix socket.
    private var server: String {
        let host = PQhost(connection).map { String(cString: $0) } ?? ""
        let port = PQport(connection).map { String(cString: $0) } ?? ""
        return "\(host.isEmpty ? "the default host" : host):\(port.isEmpty ? "5432" : port)"
    }

    /// Runs statements that have no arguments and whose result doesn't matter.
    func command(_ text: String) throws(PostgresFailure) {
        _ = try checked(PostgresResult(PQexec(connection, text)), text)
    }

    /// Runs a statement, prepared when it is one that may come again.
    func perform(_ statement: SQL) throws(PostgresFailure) -> PostgresResult {
        let arguments = try PostgresArguments(statement.arguments)
        // A long list is rarely as long again.
        guard arguments.types.count <= 64 else {
            let result = arguments.withPointers { values, lengths, formats in
                PQexecParams(
                    connection, statement.text, CInt(arguments.types.count), arguments.types, values, lengths, formats,
                    0)
            }
            return try checked(PostgresResult(result), statement.text)
        }
        let name = try plan(statement.text, arguments.types)
        let result = arguments.withPointers { values, lengths, formats in
            PQexecPrepared(connection, name, CInt(arguments.types.count), values, lengths, formats, 0)
        }
        return try checked(PostgresResult(result), statement.text)
    }

    /// Prepares all statements anew; outside a transaction.
    func forgetPlans() {
        plans.removeAll()
        // When it fails the connection is lost, and so are its plans.
        PQclear(PQexec(connection, "DEALLOCATE ALL"))
    }

    private func plan(_ text: String, _ types: [Oid]) throws(PostgresFailure) -> String {
        let key = PreparedStatements.Key(text: text, types: types)
        if let name = plans.name(key) { return name }
        if let evicted = plans.evicted() { try command("DEALLOCATE \(evicted)") }
        let name = plans.nextName()
        _ = try checked(PostgresResult(PQprepare(connection, name, text, CInt(types.count), types)), text)
        plans.add(key, name)
        return name
    }

    private func checked(_ result: consuming PostgresResult, _ text: String) throws(PostgresFailure) -> PostgresResult {
        guard result.isSuccess else {
            let failure = PostgresFailure(result, on: connection, statement: text)
            if failure.isOfConnection { isBroken = true }
            throw failure
        }
        return result
    }
}
