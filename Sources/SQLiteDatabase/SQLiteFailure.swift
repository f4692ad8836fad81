import Database

import struct GRDB.ResultCode

/// Tells what went wrong in SQLite in the words of ``DatabaseError``.
enum SQLiteFailure {
    /// What an error of SQLite's means inside a transaction; `nil` when `error` is not SQLite's.
    static func translated(_ error: any Error, isReadOnly: Bool) -> DatabaseError? {
        guard let failure = error as? GRDBError else { return nil }
        // The arguments are left out: they hold readers' data, and this text goes to the log.
        var text = failure.message ?? "SQLite error \(failure.extendedResultCode.rawValue)"
        if let sql = failure.sql { text += " (in: \(sql.prefix(400).inOneLine))" }
        switch failure.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked("another transaction did not finish in time: \(text)")
        case .SQLITE_CONSTRAINT: return constraint(failure.extendedResultCode, text)
        case .SQLITE_READONLY where isReadOnly: return .statement("a read transaction cannot write: \(text)")
        case .SQLITE_READONLY: return .unreachable("the file or its folder is read-only: \(text)")
        case .SQLITE_FULL: return .unreachable("the disk is full: \(text)")
        case .SQLITE_IOERR: return .unreachable("the disk failed: \(text)")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return .unreachable("the file is damaged or not a SQLite database; restore a backup: \(text)")
        case .SQLITE_CANTOPEN, .SQLITE_PERM:
            return .unreachable("the file cannot be opened; its folder must exist and be writable: \(text)")
        case .SQLITE_AUTH, .SQLITE_NOLFS, .SQLITE_PROTOCOL, .SQLITE_NOMEM: return .unreachable(text)
        default: return .statement(text)
        }
    }

    /// What an error means while a file is opened: nothing but a lock leaves the file within reach.
    static func opening(_ path: String, _ error: any Error) -> DatabaseError {
        switch translated(error, isReadOnly: false) {
        case .locked(let detail): .locked("“\(path)”: \(detail)")
        case .unreachable(let detail), .statement(let detail), .constraint(_, let detail):
            .unreachable("“\(path)”: \(detail)")
        case let other?: other
        case nil: .unreachable("“\(path)”: \(error)")
        }
    }

    private static func constraint(_ code: ResultCode, _ text: String) -> DatabaseError {
        switch code {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            .constraint(.unique, text)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: .constraint(.foreignKey, text)
        case .SQLITE_CONSTRAINT_NOTNULL: .constraint(.notNull, text)
        case .SQLITE_CONSTRAINT_CHECK, .SQLITE_CONSTRAINT_TRIGGER: .constraint(.check, text)
        default: .statement(text)
        }
    }
}
