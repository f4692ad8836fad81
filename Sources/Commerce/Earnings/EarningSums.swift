package import Kernel

/// What came of a number of transactions in one currency, by their states.
package struct EarningSums: Sendable, Hashable {
    package let currency: Currency
    private var transactions: [Conversion.Status: Int] = [:]
    private var micros: [Conversion.Status: Int64] = [:]

    package init(_ currency: Currency) { self.currency = currency }

    mutating func add(_ count: Int, _ micros: Int64, _ status: Conversion.Status) {
        transactions[status, default: 0] += count
        self.micros[status, default: 0] += micros
    }

    /// How many transactions are in a state.
    package func count(_ status: Conversion.Status) -> Int { transactions[status] ?? 0 }

    /// What is earned by transactions in a state.
    package func commission(_ status: Conversion.Status) -> Money { Money(micros: micros[status] ?? 0, currency) }

    package var count: Int { transactions.values.reduce(0, +) }

    /// Of all transactions, less what was taken back.
    package var commission: Money { Money(micros: micros.values.reduce(0, +), currency) }
}
