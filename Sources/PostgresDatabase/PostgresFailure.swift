import CPostgres
import Database

/// What the server or libpq answered instead of a result.
struct PostgresFailure: Error {
    /// What may help, besides telling the caller.
    enum Remedy {
        case none
        /// Other transactions were in the way; the server has undone this one and asks to run it again.
        case runAgain
        /// The schema has changed since a statement was prepared.
        case forgetPlans
    }

    let error: DatabaseError
    let remedy: Remedy
    let detail: String
    /// Whether the connection is of no more use.
    let isOfConnection: Bool

    init(_ error: DatabaseError, detail: String) {
        self.error = error
        remedy = .none
        self.detail = detail
        isOfConnection = false
    }

    /// Reads a failed result; `result` is `nil` when there was not even one.
    init(_ result: borrowing PostgresResult, on connection: OpaquePointer, statement: String) {
        let state = result.report(.code) ?? ""
        // Only the primary message: the detail quotes rows, and this text goes to the log.
        let message = result.report(.message) ?? Self.message(connection)
        let code = state.isEmpty ? "" : "SQLSTATE \(state), "
        detail = "\(message.isEmpty ? "empty statement" : message) (\(code)in: \(statement.prefix(400).inOneLine))"
        let isStale = state == "0A000" && result.report(.sourceFunction) == "RevalidateCachedQuery"
        remedy =
            switch state {
            case "40001", "40P01": .runAgain
            case "26000": .forgetPlans
            default: isStale ? .forgetPlans : .none
            }
        // A server that ends says so first: libpq reads that, fails to write, and takes the connection for good until it
        // next reads. What it reports by itself has no code.
        isOfConnection = PQstatus(connection) == CONNECTION_BAD || (state.isEmpty && !message.isEmpty)
        error =
            isOfConnection
            ? .unreachable("the connection was lost: \(detail)") : Self.error(state: state, detail: detail)
    }

    /// libpq's latest message, in one line.
    static func message(_ connection: OpaquePointer) -> String {
        String(cString: PQerrorMessage(connection)).inOneLine
    }

    /// The meaning of PostgreSQL's error codes (its manual's appendix A).
    private static func error(state: String, detail: String) -> DatabaseError {
        switch state {
        case "23505", "23P01": .constraint(.unique, detail)
        case "23503": .constraint(.foreignKey, detail)
        case "23514": .constraint(.check, detail)
        case "23502": .constraint(.notNull, detail)
        case "40001", "40P01": .locked("other transactions were in the way again and again: \(detail)")
        case "55P03": .locked("another transaction did not finish in time: \(detail)")
        case "57014": .locked("the statement did not finish in time: \(detail)")
        case "53100": .unreachable("the server’s disk is full: \(detail)")
        case "25006": .statement("a read transaction cannot write: \(detail)")
        case "25P03", "XX001", "XX002": .unreachable(detail)
        case "08P01": .statement(detail)  // An argument is missing.
        default: ["08", "53", "57", "58"].contains(state.prefix(2)) ? .unreachable(detail) : .statement(detail)
        }
    }
}
