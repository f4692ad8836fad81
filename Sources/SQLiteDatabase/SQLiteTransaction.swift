import Database

import struct GRDB.DatabaseValue
import class GRDB.Statement
import struct GRDB.StatementArguments

/// One transaction on a connection.
final class SQLiteTransaction: Connection {
    let dialect = Dialect.sqlite
    private let database: GRDBConnection
    private let isReadOnly: Bool
    private let cancellation: Cancellation
    /// The first failure; PostgreSQL then refuses the rest of the transaction, and so does this.
    private var failure: DatabaseError?

    init(_ database: GRDBConnection, isReadOnly: Bool, _ cancellation: Cancellation) {
        self.database = database
        self.isReadOnly = isReadOnly
        self.cancellation = cancellation
    }

    /// A transaction that may write takes the lock before it reads, so that what it has read stays true.
    func begin() throws {
        try database.cachedStatement(sql: isReadOnly ? "BEGIN DEFERRED" : "BEGIN IMMEDIATE").execute()
    }

    /// Runs the body and commits; fails if one of its statements did, even when the body went on.
    func run<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        let value = try body(self)
        if let failure { throw failure }
        try cancellation.check()
        try database.cachedStatement(sql: "COMMIT").execute()
        return value
    }

    /// Undoes what SQLite has not undone by itself.
    ///
    /// - Returns: Whether the connection can be used for another transaction.
    func rollBack() -> Bool {
        try? database.rollback()
        return !database.isInsideTransaction
    }

    func rows(_ statement: SQL) throws -> [Row] {
        try attempt {
            let prepared = try prepared(statement)
            let cursor = try GRDBRow.fetchCursor(prepared, arguments: try arguments(statement.arguments))
            var rows: [Row] = []
            while try cursor.next() != nil {
                let pointer = prepared.sqliteStatement
                let values = (0..<CInt(prepared.columnCount)).map { index in
                    Value(DatabaseValue(sqliteStatement: pointer, index: index))
                }
                rows.append(Row(columns: prepared.columnNames, values: values))
            }
            return rows
        }
    }

    @discardableResult
    func execute(_ statement: SQL) throws -> Int {
        try attempt {
            let prepared = try prepared(statement)
            let before = database.totalChangesCount
            try prepared.execute(arguments: try arguments(statement.arguments))
            // The count stays that of the latest change when a statement changes nothing.
            return database.totalChangesCount == before ? 0 : database.changesCount
        }
    }

    /// One row after another by one prepared statement: finding a plan for many rows takes SQLite longer than their steps.
    @discardableResult
    func insert(_ rows: [[Value]], by insertion: Insertion) throws -> Int {
        try attempt {
            let statement = RowByRowInsertion(try database.cachedStatement(sql: insertion.text(rows: 1)))
            var added = 0
            for row in rows {
                let before = database.totalChangesCount
                try statement.insert(row)
                if database.totalChangesCount != before { added += 1 }
            }
            return added
        }
    }

    private func prepared(_ statement: SQL) throws -> Statement {
        // A very long list is rarely as long again, so its statement would only fill the cache, which has no bound.
        guard statement.arguments.count <= SQL.longestFilledList else {
            return try database.makeStatement(sql: statement.text)
        }
        return try database.cachedStatement(sql: statement.text)
    }

    /// The arguments in the order of their parameters: SQLite takes `$1` for a name, and numbers names as they come, which
    /// ``SQL`` has come in the order of their numbers.
    private func arguments(_ values: [Value]) throws -> StatementArguments {
        StatementArguments(
            try values.map { argument in
                try argument.checkStorable()
                return argument.sqliteValue
            })
    }

    private func attempt<Value>(_ work: () throws -> Value) throws -> Value {
        if let failure { throw failure }
        try cancellation.check()
        do {
            return try work()
        } catch {
            guard let translated = SQLiteFailure.translated(error, isReadOnly: isReadOnly) ?? error as? DatabaseError
            else { throw error }
            failure = translated
            throw translated
        }
    }
}
