package import Kernel

/// What a fact's value is to become.
package struct FactChange: Sendable, Hashable {
    package var value: String
    package var unit: String?
    package var qualifier: Fact.Qualifier?
    package var asOf: PartialDate
    package var source: Slug
    /// Why, in plain text; it stands in the history and in the articles' revision notes.
    package var reason: String

    package init(
        value: String, unit: String?, qualifier: Fact.Qualifier?, asOf: PartialDate, source: Slug, reason: String
    ) {
        self.value = value
        self.unit = unit
        self.qualifier = qualifier
        self.asOf = asOf
        self.source = source
        self.reason = reason
    }
}

/// One state of a fact; never changed once written.
package struct FactRevision: Sendable, Hashable {
    /// Counts from 1 within its fact.
    package let number: Int
    package let written: Timestamp
    /// Why it was changed; empty for the first.
    package let reason: String
    package let value: String
    package let unit: String?
    package let qualifier: Fact.Qualifier?
    package let asOf: PartialDate
    package let source: Slug
    /// `nil` for a state from before descriptions were kept with it; so are the two below.
    package let label: String?
    package let reviewInterval: Int?
    package let note: String?
}

/// How a fact is to be described from now on.
package struct FactDescription: Sendable, Hashable {
    package var label: String
    package var note: String?
    /// In days, 1 or more.
    package var reviewInterval: Int
    /// Where the same value stands from now on; `nil` leaves it where it is.
    package var source: Slug?
    /// Why, in plain text; it stands in the history.
    package var reason: String

    package init(label: String, note: String?, source: Slug? = nil, reviewInterval: Int, reason: String) {
        self.label = label
        self.note = note
        self.source = source
        self.reviewInterval = reviewInterval
        self.reason = reason
    }
}
