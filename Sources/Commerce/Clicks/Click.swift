package import Database
package import Kernel

/// A request for a link that was given out; nothing in it is of whoever asked.
package struct Click: Sendable, Hashable {
    package typealias ID = Identifier<Click>

    /// Whether it counts, and why not.
    package enum Outcome: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case counted
        /// Only the header was asked for.
        case head
        /// A browser fetched it before anybody chose to go there.
        case prefetch
        case crawler
        /// A program that shows a preview of a link in a conversation.
        case unfurler
        /// A program that doesn’t say what it is.
        case noAgent = "no-agent"
        /// The same link from the same network, again within a short time.
        case repeated
    }

    package let id: ID
    package let link: AffiliateLink.ID
    /// By which it earned then; `nil` for a link that led to the merchant without earning.
    package let programme: Programme.ID?
    package let at: Timestamp
    package let outcome: Outcome

    init(id: ID, link: AffiliateLink.ID, programme: Programme.ID?, at moment: Timestamp, outcome: Outcome) {
        self.id = id
        self.link = link
        self.programme = programme
        at = moment
        self.outcome = outcome
    }

    /// A click of now, with an identifier of its own.
    package init(
        on link: AffiliateLink.ID, programme: Programme.ID?, at moment: Timestamp, outcome: Outcome,
        using generator: inout some RandomNumberGenerator
    ) {
        self.init(
            id: ID(at: moment, using: &generator), link: link, programme: programme, at: moment, outcome: outcome)
    }

    /// A click of now, with an identifier by the system's randomness.
    package init(on link: AffiliateLink.ID, programme: Programme.ID?, at moment: Timestamp, outcome: Outcome) {
        var generator = SystemRandomNumberGenerator()
        self.init(on: link, programme: programme, at: moment, outcome: outcome, using: &generator)
    }
}

extension Click: RowDecodable {
    package init(row: Row) throws {
        id = try row.value("id")
        link = try row.value("link")
        programme = try row.value("programme")
        at = try row.value("at")
        outcome = try row.value("outcome")
    }
}
