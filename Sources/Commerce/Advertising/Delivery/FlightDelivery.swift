package import Kernel

/// What was delivered of one flight: when, by which creative, and where.
package struct FlightDelivery: Sendable, Hashable {
    /// One hour of one day, by the site’s clocks.
    package struct Hour: Sendable, Hashable {
        package let day: CalendarDay
        /// 0 to 23.
        package let hour: Int
        package var counts = DeliveryCounts()
        package var notCounted = 0
        /// How many of what the flight is paid for its plan wants; `nil` where there is no plan, or was another.
        package var planned: Double?
    }

    /// One of several parts, such as a creative.
    package struct Part: Sendable, Hashable {
        /// The creative’s identifier, the place’s name, or the page’s path.
        package let subject: String
        package let counts: DeliveryCounts

        package init(subject: String, counts: DeliveryCounts) {
            self.subject = subject
            self.counts = counts
        }
    }

    /// Hours in which something was counted, or should have been, in order.
    package let hours: [Hour]
    package let creatives: [Part]
    package let places: [Part]
    /// Those with most views and clicks.
    package let pages: [Part]
    /// The editions of the newsletter in whose mails it went out.
    package let letters: [LetterRun]
    /// Whether there are more pages than that.
    package let hasMorePages: Bool
    package let notCounted: [Hit.Outcome: DeliveryCounts]
    package let differences: [DeliveryReports.Difference]

    /// By day, the first first.
    package var days: [(day: CalendarDay, sums: Sums)] {
        Dictionary(grouping: hours, by: \.day).map { ($0.key, Sums($0.value)) }.sorted { $0.0 < $1.0 }
    }

    /// By hour of the day, all days together; 24 of them.
    package var hoursOfDay: [Sums] {
        let grouped = Dictionary(grouping: hours, by: \.hour)
        return (0..<24).map { Sums(grouped[$0] ?? []) }
    }

    /// Several hours together.
    package struct Sums: Sendable, Hashable {
        package let counts: DeliveryCounts
        package let notCounted: Int
        package let planned: Double?

        init(_ hours: [Hour]) {
            counts = hours.reduce(into: DeliveryCounts()) { $0 += $1.counts }
            notCounted = hours.reduce(0) { $0 + $1.notCounted }
            let plans = hours.compactMap(\.planned)
            planned = plans.isEmpty ? nil : plans.reduce(0, +)
        }
    }
}
