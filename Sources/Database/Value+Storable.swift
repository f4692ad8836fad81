extension Value {
    /// Refuses the values that one engine keeps and the other does not, so that both behave alike.
    ///
    /// - Throws: ``DatabaseError/statement(_:)`` for a text with U+0000, which PostgreSQL cannot hold, and for a real
    ///   that is not a number, which SQLite turns into NULL.
    package func checkStorable() throws(DatabaseError) {
        switch self {
        case .text(let text) where text.utf8.contains(0):
            throw DatabaseError.statement("A text with the character U+0000 cannot be stored.")
        case .real(let real) where real.isNaN:
            throw DatabaseError.statement("“Not a number” cannot be stored.")
        case .null, .integer, .real, .text, .bytes: break
        }
    }
}
