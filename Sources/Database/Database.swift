/// A store's door to its database: transactions, and nothing that only one engine has.
///
/// Bodies run on a thread that may block, so they are synchronous. They do nothing but talk to the database, because one
/// may run more than once: an engine that lets writers work side by side undoes those that got in each other's way and
/// starts them again, so that each sees the database as if it were alone.
package protocol Database: Sendable {
    var dialect: Dialect { get }

    /// Runs `body` in a read-only transaction that sees one state of the database.
    ///
    /// - Throws: ``DatabaseError``, or what `body` throws.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// Runs `body` in a transaction that is committed when `body` returns and undone when it throws.
    ///
    /// - Throws: ``DatabaseError``, or what `body` throws; then nothing of it has happened.
    @discardableResult
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// Finishes what runs and lets go of files and connections; later calls throw ``DatabaseError/unreachable(_:)``.
    func close() async
}

/// One transaction's connection; valid only inside the body that received it.
///
/// A statement that fails takes its transaction with it, even when the body catches the error: later statements throw the
/// same error again, and so does the transaction. `ON CONFLICT` is for what may fail and go on.
package protocol Connection {
    var dialect: Dialect { get }

    /// Runs a statement that answers with rows.
    func rows(_ statement: SQL) throws -> [Row]

    /// Runs a statement for its effect.
    ///
    /// - Returns: How many rows it inserted, changed or deleted.
    @discardableResult
    func execute(_ statement: SQL) throws -> Int

    /// Adds many rows to one table, in the fewest steps that the engine knows.
    ///
    /// - Returns: How many rows it added; those that ``Insertion/onConflict`` lets pass don’t count.
    @discardableResult
    func insert(_ rows: [[Value]], by insertion: Insertion) throws -> Int
}

extension Connection {
    /// Has the statements of this transaction find their rows by an index, for those that know their rows’ identifiers.
    ///
    /// PostgreSQL keeps a prepared statement’s plan for as long as it believes to know the tables. Of one that grows by thousands of rows
    /// a second it believes for a minute that it is small enough to be read as a whole each time.
    package func avoidWholeTables() throws {
        if dialect == .postgres { try execute("SET LOCAL enable_seqscan = off") }
    }

    /// Every row, decoded.
    package func all<Record: RowDecodable>(_ type: Record.Type = Record.self, _ statement: SQL) throws -> [Record] {
        try rows(statement).map(Record.init(row:))
    }

    /// The first row, decoded, or `nil` when there is none.
    package func first<Record: RowDecodable>(_ type: Record.Type = Record.self, _ statement: SQL) throws -> Record? {
        try rows(statement).first.map(Record.init(row:))
    }

    /// The first column of the first row, or `nil` when there is no row.
    package func value<Column: ColumnDecodable>(_ type: Column.Type = Column.self, _ statement: SQL) throws -> Column? {
        try rows(statement).first.map { try $0.value(at: 0) }
    }
}
