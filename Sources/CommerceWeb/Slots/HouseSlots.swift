package import Commerce
package import Kernel
import Markup
import Synchronization

/// Fills each slot with one of the site's own advertisements, in turn.
package final class HouseSlots: SlotFiller {
    private let fills: Mutex<[Slot.Place: [SlotFill]]>
    private let turn = Atomic<Int>(0)

    package init(_ advertisements: [HouseAdvertisement]) {
        fills = Mutex(Self.fills(of: advertisements))
    }

    /// Puts others in their place, from the next request on.
    package func replace(with advertisements: [HouseAdvertisement]) {
        let fills = Self.fills(of: advertisements)
        self.fills.withLock { $0 = fills }
    }

    package func fill(_ slot: Slot, onPath path: String) -> SlotFill? {
        fills.withLock { fills in
            guard let choices = fills[slot.place], !choices.isEmpty else { return nil }
            return choices[Int(bitPattern: turn.wrappingAdd(1, ordering: .relaxed).oldValue.magnitude) % choices.count]
        }
    }

    private static func fills(of advertisements: [HouseAdvertisement]) -> [Slot.Place: [SlotFill]] {
        Dictionary(grouping: advertisements, by: \.place).mapValues { $0.map(fill) }
    }

    private static func fill(_ advertisement: HouseAdvertisement) -> SlotFill {
        var html = HTMLWriter()
        html.element(.p, .class("slot-label"), text: "Advertisement")
        html.element(.div, .class("ad")) { html in
            html.element(.a, .href(advertisement.path), text: advertisement.headline)
            html.element(.p, text: advertisement.text)
        }
        return SlotFill(
            kind: .house, identity: "house \(advertisement.hashValue)", html: html.bytes)
    }
}
