import GRDB

// GRDB and our own interface share the names `Database`, `Row` and `DatabaseError`; this file alone sees only GRDB's.

typealias GRDBConnection = Database
typealias GRDBError = DatabaseError
typealias GRDBRow = Row
