import CPostgres
import Database

/// What libpq is told to make a connection, and what the server is told once there is one.
struct ConnectionSettings: Sendable {
    /// Keywords and values in libpq's order: a later one wins.
    let parameters: [(keyword: String, value: String)]
    /// Statements for the start of a session.
    let preparation: String

    init(_ configuration: PostgresConfiguration) throws(DatabaseError) {
        guard Self.isReadable(configuration.address) else {
            // libpq's own message may quote the password.
            throw DatabaseError.unreachable(
                "the PostgreSQL address cannot be read; it has the form postgresql://USER:PASSWORD@HOST:PORT/DATABASE.")
        }
        parameters = [
            // These are for when the address doesn't say. A peer that vanished is noticed after a minute, not two hours.
            ("connect_timeout", String(configuration.connectTimeout.components.seconds)),
            ("keepalives_idle", "30"),
            ("keepalives_interval", "10"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", "60000"),
            ("application_name", "masthead"),
            ("dbname", configuration.address),
            ("client_encoding", "UTF8"),
        ]
        let schema = configuration.schema.split(separator: "\"", omittingEmptySubsequences: false)
        preparation = """
            SET search_path TO "\(schema.joined(separator: "\"\""))";
            SET lock_timeout TO \(Self.milliseconds(configuration.lockTimeout));
            SET statement_timeout TO \(Self.milliseconds(configuration.statementTimeout));
            SET client_min_messages TO warning;
            SET TimeZone TO 'UTC';
            SET DateStyle TO ISO;
            SET bytea_output TO hex
            """
    }

    private static func isReadable(_ address: String) -> Bool {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(address, &message) else {
            PQfreemem(message)
            return false
        }
        defer { PQconninfoFree(options) }
        // A password with a slash that isn't escaped makes its first part the port, which libpq would quote.
        var option = options
        while let keyword = option.pointee.keyword {
            if String(cString: keyword) == "port", let value = option.pointee.val {
                let ports = String(cString: value).split(separator: ",")
                return ports.allSatisfy { UInt16($0) != nil }
            }
            option += 1
        }
        return true
    }

    /// At least 1, since PostgreSQL takes 0 for no limit.
    private static func milliseconds(_ duration: Duration) -> Int {
        max(1, Int(duration / .milliseconds(1)))
    }
}
