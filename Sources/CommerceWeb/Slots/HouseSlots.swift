package import Commerce
package import Kernel
import Markup
import Synchronization

/// Has one of the site's own advertisements for each slot, in turn.
package final class HouseSlots: SlotFiller {
    /// What stands in a place in turn.
    private struct Rota {
        let fills: [SlotFill]
        var turn = 0

        mutating func next() -> SlotFill? {
            guard !fills.isEmpty else { return nil }
            defer { turn = (turn + 1) % fills.count }
            return fills[turn]
        }
    }

    private let rotas: Mutex<[Slot.Place: Rota]>

    package init(_ advertisements: [HouseAdvertisement] = []) {
        rotas = Mutex(Self.rotas(of: advertisements))
    }

    /// Puts others in their place, from the next request on.
    package func replace(with advertisements: [HouseAdvertisement]) {
        let rotas = Self.rotas(of: advertisements)
        self.rotas.withLock { $0 = rotas }
    }

    /// What stands in a place next; `nil` when there is nothing for it.
    func next(in place: Slot.Place) -> SlotFill? { rotas.withLock { $0[place]?.next() } }

    /// One for a place that is the same each time for the same path.
    func fixed(in place: Slot.Place, onPath path: String) -> SlotFill? {
        rotas.withLock { rotas in
            guard let fills = rotas[place]?.fills, !fills.isEmpty else { return nil }
            // FNV-1a: the same on each server, as Swift's own hashes are not.
            let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
            return fills[Int(hash % UInt64(fills.count))]
        }
    }

    package func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?] {
        page.slots.map { next(in: $0.place).map { FilledSlot($0) } }
    }

    private static func rotas(of advertisements: [HouseAdvertisement]) -> [Slot.Place: Rota] {
        Dictionary(grouping: advertisements, by: \.place).mapValues { Rota(fills: $0.map(fill)) }
    }

    private static func fill(_ advertisement: HouseAdvertisement) -> SlotFill {
        var html = HTMLWriter()
        html.element(.p, .class("slot-label"), text: "Advertisement")
        html.element(.div, .class("ad")) { html in
            html.element(.a, .href(advertisement.path), text: advertisement.headline)
            html.element(.p, text: advertisement.text)
        }
        return SlotFill(kind: .house, html: html.bytes)
    }
}
