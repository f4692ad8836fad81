package import Database
package import Kernel

extension Edition {
    /// Names an edition by its day: there is at most one a day, and one for those who read weekly.
    package struct ID: Sendable, Hashable, Comparable, CustomStringConvertible {
        package let day: CalendarDay
        package let rhythm: Rhythm

        private static let weeklyEnd = "-week"

        package init(day: CalendarDay, rhythm: Rhythm) {
            self.day = day
            self.rhythm = rhythm
        }

        /// Reads `2026-11-26` and `2026-11-26-week`.
        package init?(_ text: some StringProtocol) {
            let isWeekly = text.hasSuffix(Self.weeklyEnd)
            guard let day = CalendarDay(isWeekly ? text.dropLast(Self.weeklyEnd.count) : text[...]) else { return nil }
            self.init(day: day, rhythm: isWeekly ? .weekly : .daily)
        }

        package var description: String { rhythm == .weekly ? "\(day)\(Self.weeklyEnd)" : "\(day)" }

        package static func < (left: Self, right: Self) -> Bool { left.description < right.description }
    }
}

extension Edition.ID: ColumnCodable {
    package var databaseValue: Value { .text(description) }

    package init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self.init(text)
    }
}
