package import Kernel
import Markup

/// Fills each slot with the site's own for everybody, and leaves it open for the reader's browser to ask who pays for it: for
/// a site behind a network that keeps copies of its pages.
package struct DeferredSlots: SlotFiller {
    private let house: HouseSlots
    private let fills: OpenFills

    /// - Parameter script: The address of the script that asks.
    package init(house: HouseSlots, script: String) {
        self.house = house
        fills = OpenFills(script: script)
    }

    package func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?] {
        page.slots.map { slot in
            FilledSlot(fills.opened(house.fixed(in: slot.place, onPath: page.path)?.fill))
        }
    }
}
