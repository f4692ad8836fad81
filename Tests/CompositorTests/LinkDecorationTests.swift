import Kernel
import NIOCore
import TestSupport
import Testing

@testable import Compositor

private struct NoSlots: SlotFiller {
    func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?] { page.slots.map { _ in nil } }
}

private struct NamingDisclosure: DisclosureFiller {
    func disclosure(of emissions: Emissions) -> [UInt8] {
        let names = (emissions.partners + emissions.requiredSentences).joined(separator: ", ")
        return Array("[\(emissions.monetisedLinks): \(names)]".utf8)
    }
}

@Suite struct LinkDecorationTests {
    private let compositor = Compositor(slots: NoSlots(), disclosures: NamingDisclosure())

    private func html(_ text: String) -> Plate.Piece { .bytes(Array(text.utf8)) }

    private func link(_ address: String) -> Plate.Piece { .region(.outboundLink(OutboundLink(address: address))) }

    private func decoration(
        _ address: String, of partner: String = "Shop", sentence: String? = nil, mark: String = " <b>(paid link)</b>"
    ) -> LinkDecoration {
        LinkDecoration(address: address, mark: Array(mark.utf8), partner: partner, requiredSentence: sentence)
    }

    private func text(_ page: PreparedPage) -> String {
        compositor.compose(page, coding: .identity).buffers.map { String(buffer: $0) }.joined()
    }

    private func text(_ pieces: [Plate.Piece], _ decorations: [LinkDecoration?] = []) -> String {
        text(PreparedPage(plate: Plate(pieces: pieces), path: "/x", decorations: decorations))
    }

    @Test func aLinkIsMarkedAfterItsTextAndCarriesItsPlainAddress() {
        let pieces = [
            .region(.disclosure), html("<p>See "), link("https://shop.example/?a=1&b=\"2\""),
            html("<em>it</em></a>, and "),
            link("https://plain.example/"), html("that</a>.</p>"),
        ]
        let page = text(pieces, [decoration("/go/2345678923", sentence: "So."), nil])
        #expect(
            page == """
                <!--fill disclosure-->[1: Shop, So.]<!--/fill--><p>See <a href="/go/2345678923" \
                rel="sponsored nofollow external" data-plain="https://shop.example/?a=1&amp;b=&quot;2&quot;"><em>it</em></a>\
                <!--fill paid-link--> <b>(paid link)</b><!--/fill-->, and <a href="https://plain.example/" \
                rel="external">that</a>.</p>
                """)
        #expect(Eraser.erase(page) == Eraser.erase(text(pieces)))
    }

    @Test func noSurfaceEarnsWithoutADisclosureBeforeTheLink() {
        for pieces in [
            [link("https://shop.example/"), html("it</a>")],
            [link("https://shop.example/"), html("it</a>"), .region(.disclosure)],
        ] {
            let page = text(pieces, [decoration("/go/2345678923")])
            #expect(!page.contains("sponsored"))
            #expect(!page.contains("paid link"))
            #expect(page.contains("<a href=\"https://shop.example/\" rel=\"external\">it</a>"))
        }
    }

    @Test func eachDisclosureSpeaksForTheLinksUpToTheNext() {
        let item = [link("https://shop.example/"), html("it</a>")]
        let page = text(
            [.region(.disclosure)] + item + [.region(.disclosure)] + item + item + [.region(.disclosure)],
            [decoration("/go/1", of: "A"), decoration("/go/2", of: "C"), decoration("/go/3", of: "B")])
        #expect(page.ranges(of: "[").map { page[$0.upperBound...].prefix { $0 != "]" } } == ["1: A", "2: B, C", "0: "])
    }

    @Test func aMarkThatCouldBeMistakenForItsEndIsNotUsedNorItsLinkDecorated() {
        let pieces = [.region(.disclosure), link("https://shop.example/"), html("it</a>")]
        let page = text(pieces, [decoration("/go/1", mark: "x<!--/fill-->y")])
        #expect(!page.contains("sponsored"))
        #expect(page.contains("[0: ]"))
    }

    @Test func theEditorialNameStaysAndTheWholeNameFollowsTheDecorations() {
        let plate = Plate(pieces: [.region(.disclosure), link("https://shop.example/"), html("it</a>")])
        let plain = PreparedPage(plate: plate, path: "/x")
        let one = PreparedPage(plate: plate, path: "/x", decorations: [decoration("/go/1")])
        let other = PreparedPage(plate: plate, path: "/x", decorations: [decoration("/go/2")])
        #expect(plain.version == one.version && one.version == other.version)
        #expect(plain.name == plain.version)
        #expect(Set([plain.name, one.name, other.name]).count == 3)
    }

    /// P2 and P3: whatever is decorated, taking it out again gives the page as it would be without any commerce; so
    /// neither a text, nor an order, nor a destination can have changed.
    @Test func erasingUndoesAnyDecoration() {
        var generator = SystemRandomNumberGenerator()
        let bits = [
            "a", "&", "\"", "<", ">", "'", "--", "-->", "data-plain=", "<!--/fill-->", "é", "\">", "=", "?", "%3C",
        ]
        func noise() -> String {
            (0..<Int.random(in: 0...6, using: &generator)).map { _ in bits.randomElement(using: &generator) ?? "" }
                .joined()
        }
        for _ in 0..<500 {
            var pieces: [Plate.Piece] = [html("<html>"), .region(.disclosure)]
            var decorations: [LinkDecoration?] = []
            for number in 0..<Int.random(in: 0...8, using: &generator) {
                pieces += [
                    html("<p>before \(number) "), link("https://shop\(number).example/\(noise())"),
                    html("text \(number)</a> after</p>"),
                ]
                if Bool.random(using: &generator) { pieces.append(.region(.slot(Slot(.end)))) }
                decorations.append(
                    Bool.random(using: &generator)
                        ? decoration(
                            Bool.random(using: &generator) ? "/go/\(number)" : "https://hop.example/\(noise())",
                            of: "Partner \(number % 3)", mark: " (\(noise()))") : nil)
            }
            let plain = Eraser.erase(text(pieces))
            let page = text(pieces, decorations)
            #expect(Eraser.erase(page) == plain)
            let marks = page.ranges(of: "<!--fill paid-link-->").count
            #expect(page.ranges(of: "rel=\"sponsored nofollow external\"").count == marks)
            #expect(page.contains("[\(marks): "))
        }
    }
}
