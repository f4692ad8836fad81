extension Identifier {
    /// The moment at which it was made, to the millisecond.
    package var made: Timestamp { Timestamp(milliseconds: Int64(high >> 16)) }
}
