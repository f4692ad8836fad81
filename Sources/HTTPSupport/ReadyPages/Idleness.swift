import NIOCore

/// Tells a connection on which nothing happens any more, from looks at regular intervals.
struct Idleness {
    static let interval = TimeAmount.seconds(40)

    /// How many looks in a row may find nothing new: two for a client that says nothing, more for one that may still be
    /// reading what it was sent.
    private static let mostQuietLooks = 2
    private static let mostBlockedLooks = 8

    private var quietLooks = 0

    /// A request, or a part of one, has come.
    mutating func reset() { quietLooks = 0 }

    /// Looks once.
    ///
    /// - Parameters:
    ///   - isAnswering: Whether an answer is being made.
    ///   - isWritable: Whether what was sent has mostly been taken.
    /// - Returns: Whether the connection should be closed.
    mutating func look(isAnswering: Bool, isWritable: Bool) -> Bool {
        guard !isAnswering else {
            reset()
            return false
        }
        quietLooks += 1
        return quietLooks >= (isWritable ? Self.mostQuietLooks : Self.mostBlockedLooks)
    }
}
