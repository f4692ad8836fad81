package import Database
package import Kernel

/// What checks of one of a link’s two addresses have shown.
package struct LinkCheck: Sendable, Hashable {
    /// Which of the two.
    package enum Way: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// The merchant’s own address, as the writer set it.
        case plain
        /// The one that earns, where it leads over somebody else’s.
        case earning
    }

    package let way: Way
    package let address: String
    package var health: AddressHealth
    /// What was wrong with the page when it was last found.
    package var mark: LinkMark?
    /// How many checks in a row saw that.
    package var marks = 0
    package var markedSince: Timestamp?
    /// By what it was seen, in words.
    package var detail = ""
    /// The last way that was taken.
    package var chain: [LinkHop] = []

    /// A page that looks parked once may be a fault of a minute.
    package static let parkedSightings = 2
    /// A check over a network counts as a click there, so that it is made seldom.
    package static let shortestPauseOfEarning = Duration.seconds(86_400)
    private static let pauseOfStock = Duration.seconds(2 * 86_400)

    package init(way: Way, address: String, health: AddressHealth) {
        self.way = way
        self.address = address
        self.health = health
    }

    package var condition: LinkCondition {
        switch (health.state, mark) {
        case (.dead, _): .dead
        case (_, .elsewhere?): .elsewhere
        case (_, .parked?): marks >= Self.parkedSightings ? .parked : .failing
        case (.well, .outOfStock?): .outOfStock
        case (.well, nil): .fine
        case (.unchecked, _): .unchecked
        case (.failing, _): .failing
        case (.unreachable, _): .untold
        }
    }

    /// Since when it is in trouble.
    package var troubledSince: Timestamp? {
        switch condition {
        case .elsewhere, .parked, .outOfStock: markedSince
        case .dead: health.firstFailure
        case .failing, .untold: markedSince ?? health.firstFailure ?? health.unclearSince
        case .unchecked, .fine: nil
        }
    }

    /// How the address is after one more check.
    ///
    /// What was wrong with a page stays so until the page is found again without it.
    package func next(
        after judgement: LinkJudgement, chain: [LinkHop], at moment: Timestamp, spread: Double = 0
    ) -> LinkCheck {
        var next = self
        next.health = health.next(after: judgement.outcome, at: moment, spread: spread)
        next.chain = chain
        if judgement.outcome.verdict == .found {
            next.marks = judgement.mark == nil ? 0 : judgement.mark == mark ? marks + 1 : 1
            next.markedSince = judgement.mark == nil ? nil : judgement.mark == mark ? markedSince ?? moment : moment
            next.mark = judgement.mark
            next.detail = judgement.detail
        }
        switch (judgement.outcome.verdict, next.mark) {
        case (.found, .outOfStock?): next.health.nextCheck = moment.advanced(by: Self.pauseOfStock)
        case (.found, .parked?), (.found, .elsewhere?):
            next.health.nextCheck = moment.advanced(by: AddressHealth.pause(after: next.marks + 1))
        default: break
        }
        if way == .earning {
            next.health.nextCheck = max(next.health.nextCheck, moment.advanced(by: Self.shortestPauseOfEarning))
        }
        return next
    }
}

extension LinkCheck: RowDecodable {
    package init(row: Row) throws {
        try self.init(way: row.value("way"), address: row.value("address"), health: AddressHealth(row: row))
        mark = try row.value("mark")
        marks = try row.value("marks")
        markedSince = try row.value("marked_since")
        detail = try row.value("detail")
        chain = try Self.chain(row.value("chain"))
    }

    /// Sets the columns that a check changes, in an `UPDATE`.
    var assignments: SQL {
        """
        \(health.assignments), mark = \(mark), marks = \(marks), marked_since = \(markedSince),
        detail = \(detail), chain = \(Self.text(chain))
        """
    }

    /// A line for each hop, with its status before its address.
    private static func text(_ chain: [LinkHop]) -> String {
        chain.map { "\($0.status.map(String.init) ?? "-") \($0.address)" }.joined(separator: "\n")
    }

    private static func chain(_ text: String) -> [LinkHop] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            return parts.count == 2 ? LinkHop(address: String(parts[1]), status: Int(parts[0])) : nil
        }
    }
}
