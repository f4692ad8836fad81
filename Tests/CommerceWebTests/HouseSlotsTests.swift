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

    @Test func theAdvertisementsOfAPlaceTakeTurns() throws {
        let slots = try HouseSlots([
            advertisement("One", .rail), advertisement("Two", .rail), advertisement("Three", .end),
        ])
        let shown = (0..<4).compactMap { _ in slots.fill(Slot(.rail), onPath: "/x") }
        #expect(shown.count == 4)
        #expect(shown[0] !== shown[1])
        #expect(shown[0] === shown[2])
        #expect(shown[1] === shown[3])
    }

    @Test func aPlaceWithoutAnyStaysEmpty() throws {
        #expect(try HouseSlots([advertisement("One", .rail)]).fill(Slot(.top), onPath: "/x") === nil)
    }

    @Test func itIsLabelledAndEscaped() throws {
        let fill = try #require(HouseSlots([advertisement("One", .rail)]).fill(Slot(.rail), onPath: "/x"))
        let html = String(decoding: fill.html, as: UTF8.self)
        #expect(html.hasPrefix("<p class=\"slot-label\">Advertisement</p>"))
        #expect(html.contains("&lt;b&gt;Text&lt;/b&gt;"))
        #expect(fill.kind == .house)
    }

    @Test func othersCanTakeTheirPlace() throws {
        let slots = try HouseSlots([advertisement("One", .rail)])
        slots.replace(with: [])
        #expect(slots.fill(Slot(.rail), onPath: "/x") === nil)
    }
}
