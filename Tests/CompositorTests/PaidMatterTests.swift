import Kernel
import NIOCore
import Testing

@testable import Compositor

private struct NoSlots: SlotFiller {
    func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?] { page.slots.map { _ in nil } }
}

private struct NamingPayers: DisclosureFiller {
    func disclosure(of emissions: Emissions) -> [UInt8] {
        emissions.advertisers.isEmpty ? [] : Array("<p>\(emissions.advertisers.joined(separator: ", "))</p>".utf8)
    }
}

/// What somebody pays for as a whole stands behind a disclosure that says so, or not at all.
@Suite struct PaidMatterTests {
    private func composed(
        _ pieces: [Plate.Piece], _ encoding: PlateEncoding = .html
    ) -> (text: String, page: PreparedPage) {
        let page = PreparedPage(plate: Plate(pieces: pieces, encoding: encoding), path: "/")
        let compositor = Compositor(slots: NoSlots(), disclosures: NamingPayers())
        return (compositor.compose(page, coding: .identity).buffers.map { String(buffer: $0) }.joined(), page)
    }

    private func matter(_ html: String, by advertiser: String = "Optics") -> Plate.Piece {
        .region(.advertisement(PaidMatter(advertiser: advertiser, html: Array(html.utf8))))
    }

    @Test func itIsWrittenBehindItsDisclosureAndTakenOutWithIt() throws {
        let (text, page) = composed([
            .bytes(Array("<main>".utf8)), .region(.disclosure), matter("<p>Buy.</p>"),
            matter("<p>Now.</p>", by: "Books"),
            .bytes(Array("</main>".utf8)),
        ])
        #expect(
            text
                == "<main><!--fill disclosure--><p>Books, Optics</p><!--/fill--><!--fill advertisement--><p>Buy.</p>"
                + "<!--/fill--><!--fill advertisement--><p>Now.</p><!--/fill--></main>")
        let editorial = try Erasure.erase(Array(text.utf8))
        #expect(String(decoding: editorial, as: UTF8.self) == "<main></main>")
        #expect(Erasure.digest(of: editorial).hasPrefix(page.version))
        #expect(page.decorationVersion != nil)
    }

    @Test func withoutADisclosureBeforeItItIsNotWritten() {
        #expect(composed([matter("<p>Buy.</p>"), .bytes([0x61])]).text == "a")
        let late = composed([matter("<p>Buy.</p>"), .region(.disclosure)]).text
        #expect(late == "<!--fill disclosure--><!--/fill-->")
    }

    @Test func whatCouldNotBeTakenOutAgainIsLeftOutAndNobodyIsNamed() {
        for html in ["a<!--/fill-->b", "a<!--fill slot top-->b", ""] {
            let text = composed([.region(.disclosure), matter(html)]).text
            #expect(!text.contains("Optics"), "\(html)")
            #expect(!text.contains("b"), "\(html)")
        }
    }

    @Test func eachItemOfAFeedSpeaksForItself() throws {
        let (text, _) = composed(
            [
                .bytes(Array("<?xml?><a>".utf8)), .region(.itemDisclosure), matter("<p>Buy.</p>"),
                .bytes(Array("</a><b>".utf8)), .region(.itemDisclosure), .bytes(Array("</b>".utf8)),
            ], .xml)
        #expect(
            text.contains("&lt;p&gt;Optics&lt;/p&gt;&lt;!--/fill--&gt;&lt;!--fill advertisement--&gt;&lt;p&gt;Buy."))
        #expect(String(decoding: try Erasure.erase(Array(text.utf8)), as: UTF8.self) == "<?xml?><a></a><b></b>")
        #expect(text.ranges(of: "Optics").count == 1)
    }
}
