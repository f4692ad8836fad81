import Database

/// What can happen to an offer, each once at most.
package enum OfferEvent: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    /// Half of the creative could be seen for a second.
    case view
    case click

    /// Such as `views`.
    package var words: String { self == .view ? "views" : "clicks" }
}
