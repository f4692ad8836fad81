import Database

/// Gives out names to those who choose none: `anon1`, `anon2` and so on.
enum AnonymousNames {
    static func take(_ count: Int, in connection: any Connection) throws -> [String] {
        guard count > 0 else { return [] }
        var names: [String] = []
        // Imported discussions may have brought some along.
        while names.count < count {
            let missing = count - names.count
            guard
                let last = try connection.value(
                    Int.self,
                    "UPDATE anonymous_number SET number = number + \(missing) WHERE one = 1 RETURNING number")
            else { throw DatabaseError.decoding("The audience store gives out no names.") }
            let next = ((last - missing + 1)...last).map { "anon\($0)" }
            let taken = Set(
                try connection.rows("SELECT folded FROM handle WHERE folded IN \(list: next.map(HandleName.folded))")
                    .map { try $0.value("folded", as: String.self) })
            names += next.filter { !taken.contains(HandleName.folded($0)) }
        }
        return names
    }
}
