package import Commerce
package import Kernel
import Markup
import Synchronization

/// Fills slots with what is paid for, and those that nobody pays for with the site's own.
package final class AdvertisementSlots: SlotFiller {
    private struct Known {
        let creative: Creative
        /// What stands in its place until somebody agrees, where that is needed.
        let house: HouseSlots.Advertisement?
        let fill: SlotFill
    }

    /// Creatives whose HTML is kept; with more they are written again now and then.
    private static let capacity = 2048

    private let offers: OfferMaker
    private let house: HouseSlots
    private let scripts: AdvertisementFill.Scripts
    private let known = Mutex<[Creative.ID: Known]>([:])

    /// - Parameters:
    ///   - seen: The address of the script that tells when an advertisement was seen.
    ///   - ask: The address of the script that asks before a frame of a third party is loaded.
    package init(offers: OfferMaker, house: HouseSlots, seen: String, ask: String) {
        self.offers = offers
        self.house = house
        scripts = AdvertisementFill.Scripts(seen: seen, ask: ask)
    }

    package func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?] {
        zip(page.slots, paid(on: page, for: reader)).map { slot, filled in
            filled ?? house.next(in: slot.place).map { FilledSlot($0.fill) }
        }
    }

    /// What is paid for; `nil` for a slot that nobody pays for.
    func paid(on page: SlottedPage, for reader: Reader) -> [FilledSlot?] {
        let made = offers.offers(on: page, for: reader)
        return made.placements.map { placement in
            placement.map { FilledSlot(fill(of: $0.creative), offer: made.text) }
        }
    }

    private func fill(of creative: Creative) -> SlotFill {
        // The same on each page, so that there is one fill for each creative.
        let house = creative.tag == nil ? nil : house.fixed(in: creative.place, onPath: creative.id.description)
        return known.withLock { known in
            if let fill = known[creative.id], fill.creative == creative, fill.house === house { return fill.fill }
            if known.count >= Self.capacity { known.removeAll() }
            let fill = AdvertisementFill(of: creative, scripts: scripts, house: house?.html ?? []).fill
            known[creative.id] = Known(creative: creative, house: house, fill: fill)
            return fill
        }
    }
}
