package import Kernel

/// A creative that was put into a slot of one page, once.
package struct Offer: Sendable, Hashable {
    package typealias ID = Identifier<Offer>

    /// For how long a view counts.
    package static let viewable = Duration.seconds(900)
    /// For how long a click counts.
    package static let clickable = Duration.seconds(7200)

    /// The page load that it was made for, with the number of its place in the last two bits.
    package let id: ID
    package let creative: Creative.ID
    package let place: Slot.Place
    /// The path of the page.
    package let page: String
    /// The server that made it.
    package let node: NodeNumber

    /// An offer of now, on a page load of its own.
    package init(
        of creative: Creative.ID, in place: Slot.Place, onPage page: String, at moment: Timestamp, node: NodeNumber
    ) {
        self.init(load: ID(at: moment), of: creative, in: place, onPage: page, node: node)
    }

    /// - Parameter load: Made anew each time that a page is answered; offers of one page share it.
    package init(load: ID, of creative: Creative.ID, in place: Slot.Place, onPage page: String, node: NodeNumber) {
        id = ID(high: load.high, low: load.low & ~3 | UInt64(place.number))
        self.creative = creative
        self.place = place
        self.page = page
        self.node = node
    }

    package var made: Timestamp { Timestamp(milliseconds: Int64(id.high >> 16)) }

    /// The last moment at which an event counts.
    func end(of event: OfferEvent) -> Timestamp {
        made.advanced(by: event == .view ? Self.viewable : Self.clickable)
    }
}
