import Kernel
import NIOCore
import TestSupport
import Testing

@testable import Compositor

private struct FixedSlots: SlotFiller {
    var fills: [Slot.Place: SlotFill] = [:]
    var offer = ""

    func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?] {
        page.slots.map { fills[$0.place].map { FilledSlot($0, offer: offer) } }
    }
}

private struct CountingDisclosure: DisclosureFiller {
    func disclosure(of emissions: Emissions) -> [UInt8] {
        Array(
            "[house \(emissions.houseAdvertisements), paid \(emissions.paidAdvertisements), links \(emissions.monetisedLinks)]"
                .utf8)
    }
}

@Suite struct ComposedPageTests {
    private let plate = Plate(pieces: [
        .bytes(Array("<html>".utf8)), .region(.disclosure), .bytes(Array("<main>".utf8)),
        .region(.slot(Slot(.top))), .region(.outboundLink(OutboundLink(address: "https://a.example/?x=1&y=\"2\""))),
        .bytes(Array("link</a></main>".utf8)), .region(.slot(Slot(.end))), .bytes(Array("</html>".utf8)),
    ])

    private func compositor(_ fills: [Slot.Place: SlotFill]) -> Compositor {
        Compositor(slots: FixedSlots(fills: fills), disclosures: CountingDisclosure())
    }

    private func text(_ page: ComposedPage) -> String {
        page.buffers.map { String(buffer: $0) }.joined()
    }

    @Test func fillsStandInTheirPlacesBetweenTheirComments() {
        let compositor = compositor([
            .top: SlotFill(kind: .house, html: Array("HOUSE".utf8)),
            .end: SlotFill(kind: .paid, html: Array("PAID".utf8)),
        ])
        let page = compositor.compose(PreparedPage(plate: plate, path: "/x"), coding: .identity)
        #expect(
            text(page) == """
                <html><!--fill disclosure-->[house 1, paid 1, links 0]<!--/fill--><main><!--fill slot top-->HOUSE<!--/fill-->\
                <a href="https://a.example/?x=1&amp;y=&quot;2&quot;" rel="external">link</a></main>\
                <!--fill slot end-->PAID<!--/fill--></html>
                """)
        #expect(page.length == text(page).utf8.count)
    }

    @Test func anEmptySlotKeepsItsPlaceAndIsNotDisclosed() {
        let page = compositor([:]).compose(PreparedPage(plate: plate, path: "/x"), coding: .identity)
        #expect(text(page).contains("<!--fill slot top--><!--/fill-->"))
        #expect(text(page).contains("[house 0, paid 0, links 0]"))
    }

    @Test func aFillThatCouldBeMistakenForItsEndIsLeftOutAndNotDisclosed() {
        let page = compositor([.top: SlotFill(kind: .paid, html: Array("a<!--/fill-->b".utf8))])
            .compose(PreparedPage(plate: plate, path: "/x"), coding: .identity)
        #expect(text(page).contains("<!--fill slot top--><!--/fill-->"))
        #expect(text(page).contains("paid 0"))
    }

    @Test func theVersionFollowsTheEditorialBytesAndNotTheFills() {
        let one = PreparedPage(plate: plate, path: "/x")
        let same = PreparedPage(plate: plate, path: "/x")
        let other = PreparedPage(plate: Plate(pieces: plate.pieces + [.bytes([65])]), path: "/x")
        #expect(one.version == same.version)
        #expect(one.version != other.version)
    }

    @Test(arguments: [0, 1, 100, 70_000], [Part.Effort.none, .quick, .thorough])
    func theGzipFormHoldsTheSameBytes(extra: Int, effort: Part.Effort) throws {
        var generator = SeededGenerator(seed: UInt64(extra))
        let noise = (0..<extra).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let prepared = PreparedPage(
            plate: Plate(pieces: plate.pieces + [.bytes(noise)]), path: "/x", effort: effort)
        let compositor = compositor([.top: SlotFill(kind: .house, html: Array("HOUSE".utf8))])
        let plain = compositor.compose(prepared, coding: .identity).buffers.flatMap { Array($0.readableBytesView) }
        let page = compositor.compose(prepared, coding: .gzip)
        let packed = page.buffers.flatMap { Array($0.readableBytesView) }
        #expect(page.length == packed.count)
        #expect(Gzip.unpacked(packed, upTo: plain.count + 100) == plain)
    }

    @Test(arguments: ["", "offer-1_", String(repeating: "Az09", count: 300)])
    func theTextOfAnOfferStandsBetweenTheSegmentsOfItsFill(offer: String) throws {
        let fill = SlotFill(kind: .paid, segments: [Array("<a href=\"".utf8), Array("\">BUY</a>".utf8), []])
        let house = SlotFill(kind: .house, html: Array("HOUSE".utf8))
        let compositor = Compositor(
            slots: FixedSlots(fills: [.top: fill, .end: house], offer: offer), disclosures: CountingDisclosure())
        let prepared = PreparedPage(plate: plate, path: "/x")
        let plain = compositor.compose(prepared, coding: .identity)
        #expect(text(plain).contains("<!--fill slot top--><a href=\"\(offer)\">BUY</a>\(offer)<!--/fill-->"))
        #expect(text(plain).contains("<!--fill slot end-->HOUSE<!--/fill-->"))
        #expect(plain.length == text(plain).utf8.count)
        #expect(plain.isPaidFor)
        let packed = compositor.compose(prepared, coding: .gzip)
        let bytes = packed.buffers.flatMap { Array($0.readableBytesView) }
        #expect(packed.length == bytes.count)
        #expect(Gzip.unpacked(bytes, upTo: plain.length + 100) == Array(text(plain).utf8))
    }

    @Test func aPageWithNothingPaidForIsForAnybody() {
        let house = SlotFill(kind: .house, html: Array("HOUSE".utf8))
        let page = compositor([.top: house]).compose(PreparedPage(plate: plate, path: "/x"), coding: .identity)
        #expect(!page.isPaidFor)
    }

    @Test func aPageWithoutAnyBytesIsStillAValidGzipFile() throws {
        let prepared = PreparedPage(plate: Plate(pieces: []), path: "/x")
        let page = compositor([:]).compose(prepared, coding: .gzip)
        #expect(Gzip.unpacked(page.buffers.flatMap { Array($0.readableBytesView) }, upTo: 10) == [])
    }
}
