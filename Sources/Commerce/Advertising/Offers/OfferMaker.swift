package import Kernel
import Synchronization

/// Makes offers for the slots of a page: decides what stands in them, and seals it.
package final class OfferMaker: Sendable {
    /// What stands in a slot, for one request.
    package struct Made: Sendable {
        package let placement: LiveFlights.Placement
        /// The offer, as the addresses of its events have it.
        package let text: String
    }

    private let engine: DecisionEngine
    private let seal: CurrentSeal
    private let node: NodeNumber
    private let clock: any WallClock
    private let randomness = Mutex(StoredRandomness())

    package init(_ advertising: LiveAdvertising, clock: any WallClock) {
        engine = advertising.engine
        seal = advertising.seal
        node = advertising.node
        self.clock = clock
    }

    /// Decides from memory, without waiting; `nil` for a slot that nobody pays for.
    package func offers(on page: SlottedPage, for reader: Reader) -> [Made?] {
        var visit = engine.visit(page.subject, on: reader.device, in: reader.country)
        let now = clock.now()
        return page.slots.map { slot in
            guard let placement = engine.decide(slot.place, for: &visit) else { return nil }
            let id = randomness.withLock { Offer.ID(at: now, using: &$0) }
            let offer = Offer(
                id: id, of: placement.creative.id, in: slot.place, onPage: page.path, at: now, node: node)
            return seal.seal(offer).map { Made(placement: placement, text: $0) }
        }
    }
}
