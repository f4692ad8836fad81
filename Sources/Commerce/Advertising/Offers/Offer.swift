package import Kernel

/// A creative that was put into a slot of one page, once.
package struct Offer: Sendable, Hashable {
    package typealias ID = Identifier<Offer>

    /// For how long a view counts.
    package static let viewable = Duration.seconds(900)
    /// For how long a click counts.
    package static let clickable = Duration.seconds(7200)

    package let id: ID
    package let creative: Creative.ID
    package let place: Slot.Place
    /// The path of the page.
    package let page: String
    package let made: Timestamp
    /// The server that made it.
    package let node: NodeNumber

    /// An offer of now, with an identifier of its own.
    package init(
        of creative: Creative.ID, in place: Slot.Place, onPage page: String, at moment: Timestamp, node: NodeNumber
    ) {
        self.init(id: ID(at: moment), of: creative, in: place, onPage: page, at: moment, node: node)
    }

    init(
        id: ID, of creative: Creative.ID, in place: Slot.Place, onPage page: String, at moment: Timestamp,
        node: NodeNumber
    ) {
        self.id = id
        self.creative = creative
        self.place = place
        self.page = page
        made = moment
        self.node = node
    }

    /// The last moment at which an event counts.
    func end(of event: OfferEvent) -> Timestamp {
        made.advanced(by: event == .view ? Self.viewable : Self.clickable)
    }
}
