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
}
