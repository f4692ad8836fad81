import Commerce
import CommerceWeb
import Kernel
import Testing

@Suite struct HouseSlotsTests {
    private func advertisement(_ headline: String, _ place: Slot.Place) throws -> HouseAdvertisement {
        try HouseAdvertisement(
            slug: Slug(headline.lowercased()), place: place, headline: headline, text: "<b>Text</b>", path: "/standards"
        )
    }

    private func fill(_ slots: HouseSlots, _ place: Slot.Place) -> SlotFill? {
        slots.fills(of: SlottedPage(path: "/x", subject: PageSubject(), slots: [Slot(place)]), for: Reader())[0]?.fill
    }

    @Test func theAdvertisementsOfAPlaceTakeTurns() throws {
        let slots = try HouseSlots([
            advertisement("One", .rail), advertisement("Two", .rail), advertisement("Three", .end),
        ])
        let shown = (0..<4).compactMap { _ in fill(slots, .rail) }
        #expect(shown.count == 4)
        #expect(shown[0] !== shown[1])
        #expect(shown[0] === shown[2])
        #expect(shown[1] === shown[3])
    }

    @Test func aPlaceWithoutAnyStaysEmpty() throws {
        #expect(try fill(HouseSlots([advertisement("One", .rail)]), .top) === nil)
    }

    @Test func itIsLabelledAndEscaped() throws {
        let slots = try HouseSlots([advertisement("One", .rail)])
        let fill = try #require(self.fill(slots, .rail))
        let html = String(decoding: fill.segments[0], as: UTF8.self)
        #expect(html.hasPrefix("<p class=\"slot-label\">Advertisement</p>"))
        #expect(html.contains("&lt;b&gt;Text&lt;/b&gt;"))
        #expect(fill.kind == .house)
    }

    @Test func othersCanTakeTheirPlace() throws {
        let slots = try HouseSlots([advertisement("One", .rail)])
        slots.replace(with: [])
        #expect(fill(slots, .rail) === nil)
    }
}
