package import Commerce
package import Kernel
import Markup
import Synchronization

/// Fills slots with what is paid for, and those that nobody pays for with the site's own.
package final class AdvertisementSlots: SlotFiller {
    private struct Known {
        let creative: Creative
        let fill: SlotFill
    }

    /// Creatives whose HTML is kept; with more they are written again now and then.
    private static let capacity = 2048

    private let offers: OfferMaker
    private let house: HouseSlots
    /// The address of the script that tells when an advertisement was seen.
    private let script: String
    private let known = Mutex<[Creative.ID: Known]>([:])

    package init(offers: OfferMaker, house: HouseSlots, script: String) {
        self.offers = offers
        self.house = house
        self.script = script
    }

    package func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?] {
        zip(page.slots, paid(on: page, for: reader)).map { slot, filled in
            filled ?? house.next(in: slot.place).map { FilledSlot($0) }
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
        known.withLock { known in
            if let fill = known[creative.id], fill.creative == creative { return fill.fill }
            if known.count >= Self.capacity { known.removeAll() }
            let fill = AdvertisementFill(of: creative, script: script).fill
            known[creative.id] = Known(creative: creative, fill: fill)
            return fill
        }
    }
}
