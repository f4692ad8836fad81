package import Kernel

/// What one kind of income came to in a month, in one currency.
package struct Revenue: Sendable, Hashable {
    /// What the site earns from.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case advertising, commissions
    }

    package let kind: Kind
    package let month: CalendarMonth
    package let amount: Money

    package init(_ kind: Kind, month: CalendarMonth, amount: Money) {
        self.kind = kind
        self.month = month
        self.amount = amount
    }
}

/// Knows what one kind of income came to.
package protocol RevenueSource: Sendable {
    var kind: Revenue.Kind { get }

    /// What is settled, by month and currency.
    func revenue(days: ClosedRange<CalendarDay>) async throws -> [Revenue]
}

extension EarningReports: RevenueSource {
    package var kind: Revenue.Kind { .commissions }

    /// Commissions that were approved or paid, in the month of the sale.
    package func revenue(days: ClosedRange<CalendarDay>) async throws -> [Revenue] {
        try await settledByMonth(days: days).compactMap { sum in
            CalendarMonth(sum.month).map { Revenue(.commissions, month: $0, amount: sum.commission) }
        }
    }
}
