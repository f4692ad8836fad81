package import Database

/// Tells the servers of one site apart; chosen at random when one starts.
package struct NodeNumber: Sendable, Hashable, ColumnCodable {
    package let value: UInt32

    package init(_ value: UInt32) { self.value = value }

    /// A new one.
    package init() { value = .random(in: 1 ... .max) }

    package var databaseValue: Value { .integer(Int64(value)) }

    package init?(databaseValue: Value) {
        guard case .integer(let integer) = databaseValue, let value = UInt32(exactly: integer) else { return nil }
        self.value = value
    }
}
