package import Kernel

/// What importing a report does, or would do.
package struct EarningPlan: Sendable, Hashable {
    /// What becomes of a row.
    package enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// A transaction that was not known.
        case added
        /// A known transaction in a state that was not known of it.
        case changed
        /// A known state of a known transaction, with other amounts.
        case amended
        /// Known as it is.
        case unchanged
    }

    /// A row that says something else of a transaction than was known.
    package struct Change: Sendable, Hashable {
        package let line: Int
        package let reference: String
        package let outcome: Outcome
        package let from: (status: Conversion.Status, commission: Money)
        package let to: (status: Conversion.Status, commission: Money)

        package static func == (left: Self, right: Self) -> Bool {
            left.line == right.line && left.outcome == right.outcome && left.from == right.from && left.to == right.to
        }

        package func hash(into hasher: inout Hasher) { hasher.combine(line) }
    }

    /// What a network pays in one currency, before the import and after it.
    package struct Total: Sendable, Hashable {
        package let before: Money
        package let after: Money
    }

    /// How many rows there are, besides the heading.
    package internal(set) var rows = 0
    package internal(set) var counts: [Outcome: Int] = [:]
    /// Rows that say what an earlier one of the same report says.
    package internal(set) var repeated = 0
    /// New rows of which the programme or the page isn’t known.
    package internal(set) var unmatched = 0
    /// The first of the rows that can’t be imported.
    package internal(set) var faults: [ReportFault] = []
    /// How many can’t be imported.
    package internal(set) var refused = 0
    /// The first of the rows that change something.
    package internal(set) var changes: [Change] = []
    /// Of the network, by currency.
    package internal(set) var totals: [Total] = []

    package static let mostFaults = 100
    private static let mostToldFaults = 5
    package static let mostChanges = 200

    package func count(_ outcome: Outcome) -> Int { counts[outcome] ?? 0 }

    /// How many rows would be written.
    package var news: Int { count(.added) + count(.changed) + count(.amended) }

    /// - Throws: ``Problem`` of kind `invalid` when a row is refused.
    package func check() throws(Problem) {
        guard refused > 0 else { return }
        let told = faults.prefix(Self.mostToldFaults)
        let rest = refused - told.count
        let others = rest == 0 ? "" : rest == 1 ? " Another row is refused." : " \(rest) more rows are refused."
        throw Problem(
            .invalid, slug: "report-refused", title: "Nothing was imported",
            detail: told.map { "Line \($0.line): \($0.reason)" }.joined(separator: " ") + others)
    }

    mutating func refuse(_ fault: ReportFault) {
        refused += 1
        if faults.count < Self.mostFaults { faults.append(fault) }
    }
}
