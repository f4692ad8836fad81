import Database

/// One transaction on a session.
final class PostgresTransaction: Connection {
    let dialect = Dialect.postgres
    /// The protocol counts the arguments of a statement in 16 bits, and no table has 64 columns.
    private static let rowsAtOnce = 256
    private let session: PostgresSession
    private let mode: TransactionMode
    private let cancellation: Cancellation
    private(set) var hasBegun = false
    /// The first failure, after which the server refuses the rest of the transaction.
    private(set) var failure: PostgresFailure?

    init(_ session: PostgresSession, _ mode: TransactionMode, _ cancellation: Cancellation) {
        self.session = session
        self.mode = mode
        self.cancellation = cancellation
    }

    /// Runs the whole transaction and fails if one of its statements did, even when the body went on.
    func run<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try attempt { () throws(PostgresFailure) in try session.command(mode.begin) }
        hasBegun = true
        let value = try body(self)
        if let failure { throw failure.error }
        try commit()
        return value
    }

    /// - Returns: Whether the session can be used for another transaction.
    func rollBack() -> Bool {
        guard hasBegun else { return true }
        do {
            try session.command("ROLLBACK")
            return true
        } catch {
            return false
        }
    }

    func rows(_ statement: SQL) throws -> [Row] {
        try cancellation.check()
        return try attempt { () throws(PostgresFailure) in try session.perform(statement).rows }
    }

    @discardableResult
    func execute(_ statement: SQL) throws -> Int {
        try cancellation.check()
        return try attempt { () throws(PostgresFailure) in try session.perform(statement).changes }
    }

    /// Many rows in each statement: each statement is a journey to the server and back.
    @discardableResult
    func insert(_ rows: [[Value]], by insertion: Insertion) throws -> Int {
        var added = 0
        var rest = rows[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.rowsAtOnce)
            added += try execute(insertion.statement(adding: part))
            rest = rest.dropFirst(part.count)
        }
        return added
    }

    private func commit() throws {
        try cancellation.check()
        do throws(PostgresFailure) {
            try session.command("COMMIT")
        } catch {
            failure = error
            // What a read transaction has read stays read.
            guard mode == .write else { return }
            guard session.isLost else { throw error.error }
            throw DatabaseError.unreachable(
                "the connection was lost while the transaction was being committed, so it is not known whether it was: "
                    + error.detail)
        }
    }

    private func attempt<Value>(_ work: () throws(PostgresFailure) -> Value) throws(DatabaseError) -> Value {
        if let failure { throw failure.error }
        do {
            return try work()
        } catch {
            failure = error
            throw error.error
        }
    }
}
