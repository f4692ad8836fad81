import Kernel
import NIOCore
import TestSupport
import Testing

@testable import Compositor

private struct OneSlot: SlotFiller {
    let fill: SlotFill?

    func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?] {
        page.slots.map { _ in fill.map { FilledSlot($0) } }
    }
}

private struct Counting: DisclosureFiller {
    func disclosure(of emissions: Emissions) -> [UInt8] { Array("[\(emissions.monetisedLinks)]".utf8) }
}

@Suite struct ErasureTests {
    private func erased(_ text: String) throws -> String {
        String(decoding: try Erasure.erase(Array(text.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        ("", ""), ("plain", "plain"),
        ("a<!--fill slot top-->b<!--/fill-->c", "ac"),
        ("<!--fill x--><!--/fill--><!--fill y-->z<!--/fill-->", ""),
        ("a<!-- a comment -->b", "a<!-- a comment -->b"),
        ("<!--fill-->", "<!--fill-->"),
        (
            #"<a href="/go/1" rel="sponsored nofollow external" data-plain="https://a.example/?b&amp;c">d</a>"#,
            #"<a href="https://a.example/?b&amp;c" rel="external">d</a>"#
        ),
        // Not in the form that the compositor writes, so nobody's to change.
        (
            #"<a href="/go/1" rel="sponsored" data-plain="https://a.example/">d</a>"#,
            #"<a href="/go/1" rel="sponsored" data-plain="https://a.example/">d</a>"#
        ),
        (
            #"<a href="/go/1" rel="sponsored nofollow external" data-plain="https://a.example/" class="b">d</a>"#,
            #"<a href="/go/1" rel="sponsored nofollow external" data-plain="https://a.example/" class="b">d</a>"#
        ),
        (
            #"<a href="<a href="x" rel="sponsored nofollow external" data-plain="y">"#,
            #"<a href="<a href="y" rel="external">"#
        ),
        (
            #"<a href="x" rel="sponsored nofollow external" data-plain="y"#,
            #"<a href="x" rel="sponsored nofollow external" data-plain="y"#
        ),
        (#"<a href="x"#, #"<a href="x"#),
    ])
    func whatIsLeftIsWhatTheRuleSays(page: String, editorial: String) throws {
        #expect(try erased(page) == editorial)
    }

    @Test func fencesThatDoNotPairUpAreRefusedWithTheirPlace() {
        for (page, failure): (String, ErasureFailure) in [
            ("ab<!--fill x-->c", .notClosed(offset: 2)),
            ("ab<!--/fill-->c", .notOpened(offset: 2)),
            ("<!--fill x-->a<!--/fill-->b<!--/fill-->", .notOpened(offset: 27)),
            ("<!--/fill--><!--fill x--><!--/fill-->", .notOpened(offset: 0)),
            ("<!--fill x-->a<!--fill y-->b<!--/fill--><!--/fill-->", .nested(offset: 14)),
            ("<!--fill x-->a<!--fill ", .notClosed(offset: 0)),
        ] {
            #expect(throws: failure, "\(page)") { try Erasure.erase(Array(page.utf8)) }
        }
    }

    @Test(.timeLimit(.minutes(1))) func hostileBytesTakeLinearTime() throws {
        let size = 1 << 18
        let repeated = ["<!--fill x--><!--/fill-->", #"<a href=""#, "<", "<!--fil", #"""#].map { part in
            Array(repeatElement(Array(part.utf8), count: size / part.utf8.count).joined())
        }
        for page in repeated { _ = try Erasure.erase(page) }
        #expect(throws: ErasureFailure.nested(offset: 10)) {
            try Erasure.erase(Array(repeatElement(Array("<!--fill x".utf8), count: size / 10).joined()) + Fence.closing)
        }
    }

    @Test func aFillThatHoldsAFenceIsLeftOutSoThatItsPageCanBeErased() throws {
        let plate = Plate(pieces: [.bytes(Array("<p>".utf8)), .region(.slot(Slot(.top))), .bytes(Array("</p>".utf8))])
        for fill in ["a<!--fill x-->b", "a<!--/fill-->b", "<!--fill x--><!--/fill-->"] {
            let slots = OneSlot(fill: SlotFill(kind: .house, html: Array(fill.utf8)))
            let page = Compositor(slots: slots, disclosures: Counting())
                .compose(PreparedPage(plate: plate, path: "/x"), coding: .identity)
            #expect(try erased(page.buffers.map { String(buffer: $0) }.joined()) == "<p></p>")
        }
    }

    /// P2: the name that a page was given is that of what is left of it.
    @Test func theVersionIsTheBeginningOfTheDigestOfWhatIsLeft() throws {
        let pieces: [Plate.Piece] = [
            .bytes(Array("<p>".utf8)), .region(.disclosure), .region(.slot(Slot(.top))),
            .region(.outboundLink(OutboundLink(address: "https://a.example/?b&c"))), .bytes(Array("d</a>".utf8)),
            .region(.discussion(of: ArticleID(at: Timestamp(milliseconds: 0)))), .region(.earnings),
        ]
        let decoration = LinkDecoration(address: "/go/1", mark: Array("(ad)".utf8), partner: "A", requiredSentence: nil)
        let slots = OneSlot(fill: SlotFill(kind: .paid, html: Array("Buy".utf8)))
        for (discussion, earnings, decorations) in [("", "", []), ("Hm.", "Much.", [decoration])] {
            let page = PreparedPage(
                plate: Plate(pieces: pieces), path: "/x", discussion: Array(discussion.utf8),
                earnings: Array(earnings.utf8), decorations: decorations)
            let composed = Compositor(slots: slots, disclosures: Counting()).compose(page, coding: .identity)
            let editorial = try Erasure.erase(composed.buffers.flatMap { Array($0.readableBytesView) })
            #expect(
                String(decoding: editorial, as: UTF8.self)
                    == #"<p><a href="https://a.example/?b&amp;c" rel="external">d</a>"#)
            #expect(Erasure.digest(of: editorial).hasPrefix(page.version))
            #expect(page.version.count == PreparedPage.versionLength)
        }
    }
}
