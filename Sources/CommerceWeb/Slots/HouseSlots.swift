package import Commerce
package import Kernel
import Markup
import Synchronization

/// Has one of the site's own advertisements for each slot, in turn.
package final class HouseSlots: SlotFiller {
    /// One of them, as it stands in a slot.
    final class Advertisement: Sendable {
        let fill: SlotFill
        /// Without its label.
        let html: [UInt8]

        init(_ advertisement: HouseAdvertisement) {
            var html = HTMLWriter()
            html.element(.div, .class("ad")) { html in
                html.element(.a, .href(advertisement.path), text: advertisement.headline)
                html.element(.p, text: advertisement.text)
            }
            self.html = html.bytes
            var labelled = HTMLWriter()
            labelled.element(.p, .class("slot-label"), text: "Advertisement")
            labelled.raw(html.bytes)
            fill = SlotFill(kind: .house, html: labelled.bytes)
        }
    }

    /// What stands in a place in turn.
    private struct Rota {
        let advertisements: [Advertisement]
        var turn = 0

        mutating func next() -> Advertisement? {
            guard !advertisements.isEmpty else { return nil }
            defer { turn = (turn + 1) % advertisements.count }
            return advertisements[turn]
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
    func next(in place: Slot.Place) -> Advertisement? { rotas.withLock { $0[place]?.next() } }

    /// One for a place that is the same each time for the same path.
    func fixed(in place: Slot.Place, onPath path: String) -> Advertisement? {
        rotas.withLock { rotas in
            guard let known = rotas[place]?.advertisements, !known.isEmpty else { return nil }
            // FNV-1a: the same on each server, as Swift's own hashes are not.
            let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
            return known[Int(hash % UInt64(known.count))]
        }
    }

    package func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?] {
        page.slots.map { next(in: $0.place).map { FilledSlot($0.fill) } }
    }

    private static func rotas(of advertisements: [HouseAdvertisement]) -> [Slot.Place: Rota] {
        Dictionary(grouping: advertisements, by: \.place).mapValues { Rota(advertisements: $0.map(Advertisement.init)) }
    }
}
