import Database
package import Kernel

/// A value with its unit, the date on which it was true, and where that is written.
package struct Fact: Sendable, Hashable {
    /// How exact the value is, in the words that stand before it.
    package enum Qualifier: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case about
        case closeTo = "close to"
        case atLeast = "at least"
        case atMost = "at most"
        case fewerThan = "fewer than"
        case moreThan = "more than"
    }

    package let slug: Slug
    /// What is measured, such as “GDP per head, North Korea”.
    package let label: String
    /// A plain decimal number (`27000`, `8.849`, `-40`) or a short text (`hundreds of thousands`).
    package let value: String
    package let unit: String?
    package let qualifier: Qualifier?
    package let asOf: PartialDate
    package let source: Slug
    /// For how many days after its as-of date the value may stand unreviewed; 1 or more.
    package let reviewInterval: Int
    /// When somebody last confirmed that the value still stands, if after the as-of date.
    package let reviewed: CalendarDay?
    /// Plain text for the reader, such as how a figure was counted.
    package let note: String?

    package init(
        slug: Slug, label: String, value: String, unit: String?, qualifier: Qualifier?, asOf: PartialDate,
        source: Slug, reviewInterval: Int, reviewed: CalendarDay?, note: String?
    ) {
        self.slug = slug
        self.label = label
        self.value = value
        self.unit = unit
        self.qualifier = qualifier
        self.asOf = asOf
        self.source = source
        self.reviewInterval = reviewInterval
        self.reviewed = reviewed
        self.note = note
    }

    /// The first day on which the fact is due for review: it is stale from then on.
    package var reviewDue: CalendarDay { max(asOf.lastDay, reviewed ?? asOf.lastDay).advanced(byDays: reviewInterval) }

    /// What its list is searched in.
    var searchText: String { LibrarySearch.text([label, displayValue, value, note]) }

    /// Whether the fact should have been looked at again by `day`.
    package func isStale(on day: CalendarDay) -> Bool { day >= reviewDue }
}
