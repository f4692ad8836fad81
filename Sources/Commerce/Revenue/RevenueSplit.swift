package import Kernel

/// How the revenue of a quarter divides between advertising and commissions, in one currency.
package struct RevenueSplit: Sendable, Hashable {
    /// The first month of the quarter.
    package let quarter: CalendarMonth
    package let currency: Currency
    /// In whole per cent; commissions have the rest.
    package let advertising: Int

    package var commissions: Int { 100 - advertising }

    /// “April to June 2026”.
    package var written: String {
        "\(quarter.first.monthName) to \(quarter.next.next.written)"
    }

    /// The first month of the quarter that a day is in.
    package static func quarter(of day: CalendarDay) -> CalendarMonth {
        var month = CalendarMonth(of: day)
        while month.first.month % 3 != 1 { month = month.previous }
        return month
    }

    /// Each quarter and currency in which there was revenue, the last quarter first.
    ///
    /// A quarter in which more of a kind was taken back than earned has no shares, and is left out.
    package static func splits(of revenue: [Revenue]) -> [RevenueSplit] {
        struct Key: Hashable {
            let quarter: CalendarMonth
            let currency: Currency
        }
        var sums: [Key: [Revenue.Kind: Int64]] = [:]
        for entry in revenue {
            let key = Key(quarter: quarter(of: entry.month.first), currency: entry.amount.currency)
            sums[key, default: [:]][entry.kind, default: 0] += entry.amount.micros
        }
        return sums.compactMap { key, kinds -> RevenueSplit? in
            let (advertising, commissions) = (kinds[.advertising] ?? 0, kinds[.commissions] ?? 0)
            guard advertising >= 0, commissions >= 0, advertising + commissions > 0 else { return nil }
            let share = (Double(advertising) * 100 / Double(advertising + commissions)).rounded()
            return RevenueSplit(quarter: key.quarter, currency: key.currency, advertising: Int(share))
        }.sorted { ($1.quarter, $0.currency) < ($0.quarter, $1.currency) }
    }
}
