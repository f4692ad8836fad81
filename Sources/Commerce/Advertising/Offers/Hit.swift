import Database
package import Kernel

/// A request by which something is said to have happened to an offer; nothing in it is of whoever asked.
package struct Hit: Sendable, Hashable {
    /// Whether it counts, and why not.
    package enum Outcome: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case counted
        /// It happened once to an offer that was good, after the flight’s budget was used up: shown, and not billed.
        case beyondBudget = "beyond-budget"
        /// It was counted before.
        case repeated
        case expired
        /// It would have happened before the offer was made.
        case early
        /// The site made no such offer.
        case forged
        /// The offer is for another creative than the address says.
        case swapped
        /// There is no such creative.
        case unknown
        /// Clicks in a frame of a third party are known to that party alone.
        case notOurs = "not-ours"
        /// Only the header was asked for.
        case head
        /// A browser fetched it before anybody chose to go there.
        case prefetch
        case crawler
        /// A program that shows a preview of a link in a conversation.
        case unfurler
        /// A program that doesn’t say what it is.
        case noAgent = "no-agent"
        /// Too many came from the same network.
        case tooMany = "too-many"
    }

    package let event: OfferEvent
    /// The text of the offer, as it came.
    package let offer: String
    /// The creative that the address names, as it came.
    package let creative: String
    package let at: Timestamp
    /// Why it doesn’t count, if that is seen from the request alone.
    package let fault: Outcome?

    package init(_ event: OfferEvent, offer: String, creative: String, at moment: Timestamp, fault: Outcome? = nil) {
        self.event = event
        self.offer = offer
        self.creative = creative
        at = moment
        self.fault = fault
    }
}
