import Database
import GRDBSQLite

import struct GRDB.ResultCode
import class GRDB.Statement

/// One prepared statement, run for one row after another.
///
/// It talks to SQLite itself: what GRDB does around each run, for the sake of observers that there are none of here, takes
/// longer than SQLite needs to add a row.
struct RowByRowInsertion {
    private let statement: Statement
    private let pointer: OpaquePointer

    init(_ statement: Statement) {
        self.statement = statement
        pointer = statement.sqliteStatement
    }

    func insert(_ row: [Value]) throws {
        sqlite3_reset(pointer)
        for (index, value) in row.enumerated() {
            try value.checkStorable()
            try check(bind(value, at: CInt(index + 1)), expecting: SQLITE_OK)
        }
        defer { sqlite3_reset(pointer) }
        try check(sqlite3_step(pointer), expecting: SQLITE_DONE)
    }

    private func bind(_ value: Value, at index: CInt) -> CInt {
        // SQLite copies what it is given before the call returns.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return sqlite3_bind_null(pointer, index)
        case .integer(let integer): return sqlite3_bind_int64(pointer, index, integer)
        case .real(let real): return sqlite3_bind_double(pointer, index, real)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    // An empty text may have no address, which SQLite takes for NULL.
                    guard let start = characters.baseAddress else {
                        return sqlite3_bind_text(pointer, index, "", 0, copied)
                    }
                    return sqlite3_bind_text(pointer, index, start, CInt(characters.count), copied)
                }
            }
        case .bytes(let bytes):
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(pointer, index, 0) }
            return sqlite3_bind_blob(pointer, index, bytes, CInt(bytes.count), copied)
        }
    }

    private func check(_ code: CInt, expecting expected: CInt) throws {
        guard code != expected else { return }
        let message = sqlite3_errmsg(sqlite3_db_handle(pointer)).map { String(cString: $0) }
        throw GRDBError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(sqlite3_db_handle(pointer))), message: message,
            sql: statement.sql)
    }
}
