#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Value {
    /// Refuses the values that one engine keeps and the other does not, so that both behave alike.
    ///
    /// - Throws: ``DatabaseError/statement(_:)`` for a text with U+0000, which PostgreSQL cannot hold, and for a real
    ///   that is not a number, which SQLite turns into NULL.
    package func checkStorable() throws(DatabaseError) {
        switch self {
        case .text(let text) where text.holdsNull:
            throw DatabaseError.statement("A text with the character U+0000 cannot be stored.")
        case .real(let real) where real.isNaN:
            throw DatabaseError.statement("“Not a number” cannot be stored.")
        case .null, .integer, .real, .text, .bytes: break
        }
    }
}

extension String {
    /// Whether it has the character U+0000; looked for by the C library, which reads many bytes at a time.
    fileprivate var holdsNull: Bool {
        var text = self
        return text.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return false }
            return memchr(start, 0, bytes.count) != nil
        }
    }
}
