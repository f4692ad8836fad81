package import Kernel
import Synchronization

/// Makes offers for the slots of a page: decides what stands in them, and seals it.
package final class OfferMaker: Sendable {
    /// What was made for one page load.
    package struct Made: Sendable {
        /// By slot, in their order; `nil` for one that nobody pays for.
        package let placements: [LiveFlights.Placement?]
        /// The offers, as the addresses of their events have them; empty when there are none.
        package let text: String
    }

    private let engine: DecisionEngine
    private let seal: CurrentSeal
    private let node: NodeNumber
    private let clock: any WallClock
    /// Identifiers have to differ, and need not be secret: offers are sealed.
    private let dice = Mutex(Dice(seed: .random(in: 0 ... .max)))

    package init(_ advertising: LiveAdvertising, clock: any WallClock) {
        engine = advertising.engine
        seal = advertising.seal
        node = advertising.node
        self.clock = clock
    }

    /// The text of an offer of now for what nobody had to decide: a click that comes from a mail.
    ///
    /// - Parameter path: Of the edition’s page.
    package func text(of creative: Creative.ID, in place: Slot.Place, onPage path: String) -> String? {
        let load = dice.withLock { Offer.ID(at: clock.now(), using: &$0) }
        return seal.seal(Offer(load: load, of: creative, in: place, onPage: path, node: node))
    }

    /// Decides from memory, without waiting.
    package func offers(on page: SlottedPage, for reader: Reader) -> Made {
        var visit = engine.visit(
            page.subject, on: reader.device, in: reader.country, allowsFrames: reader.allowsFrames)
        let placements = page.slots.map { engine.decide($0.place, for: &visit) }
        guard placements.contains(where: { $0 != nil }) else { return Made(placements: placements, text: "") }
        let load = dice.withLock { Offer.ID(at: clock.now(), using: &$0) }
        let offers = placements.compactMap { placement in
            placement.map { placement in
                Offer(
                    load: load, of: placement.creative.id, in: placement.creative.place, onPage: page.path, node: node)
            }
        }
        guard let text = seal.seal(offers) else { return Made(placements: placements.map { _ in nil }, text: "") }
        return Made(placements: placements, text: text)
    }
}
