import Database

/// Numbers the changes of an audience store, for whoever asks what is new.
enum ChangeNumber {
    /// Takes the next number; it is seen by others together with what the transaction changes.
    static func next(in connection: any Connection) throws -> Int {
        guard
            let number = try connection.value(
                Int.self, "UPDATE audience_change SET number = number + 1 WHERE one = 1 RETURNING number")
        else { throw DatabaseError.decoding("The audience store counts no changes.") }
        return number
    }

    /// The last one that was given out.
    static func last(in connection: any Connection) throws -> Int {
        try connection.value(Int.self, "SELECT number FROM audience_change WHERE one = 1") ?? 0
    }
}
