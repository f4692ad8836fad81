import Kernel
import TestSupport
import Testing

@testable import Compositor

private struct Telling: LetterDisclosureFiller {
    func disclosure(of emissions: Emissions) -> [UInt8] {
        let text = text(of: emissions)
        return text.isEmpty ? [] : Array("<p>\(text)</p>".utf8)
    }

    func text(of emissions: Emissions) -> String {
        let earns = emissions.monetisedLinks + emissions.paidAdvertisements + emissions.houseAdvertisements > 0
        guard earns else { return "" }
        let names = (emissions.partners + emissions.requiredSentences).joined(separator: ", ")
        return """
            \(emissions.surface): \(emissions.monetisedLinks) links (\(names)), \(emissions.paidAdvertisements) paid, \
            \(emissions.houseAdvertisements) house.
            """
    }
}

@Suite struct LetterSettingTests {
    private let setting = LetterSetting(disclosures: Telling())

    private func raw(_ text: String) -> Plate.Piece { .bytes(Array(text.utf8)) }

    private func link(_ address: String) -> Plate.Piece {
        .region(.outboundLink(OutboundLink(address: address, place: .letter)))
    }

    /// A letter with two links, a title and a slot.
    private func plate(disclosing: Bool = true) -> LetterPlate {
        let disclosure = disclosing ? [Plate.Piece.region(.letterDisclosure)] : []
        let label = Plate.Piece.region(.notice(.label(of: "/kettles")))
        return LetterPlate(
            html: Plate(
                pieces: [raw("<h1>Q</h1>")] + disclosure + [
                    raw("<p>"), link("https://shop.example/?a=1&b=2"), raw("<b>it</b></a> "),
                    link("https://x.example/"),
                    raw("that</a></p><h3>"), label, raw("Kettles</h3>"), .region(.slot(Slot(.end))), raw("<p>Bye</p>"),
                ]),
            text: Plate(
                pieces: [raw("Q\n\n")] + disclosure + [
                    raw("it [1] that [2]\n[1] "), link("https://shop.example/?a=1&b=2"), raw("\n[2] "),
                    link("https://x.example/"), raw("\n\n"), label, raw("Kettles\n\n"), .region(.slot(Slot(.end))),
                    raw("Bye\n"),
                ]))
    }

    private func earning(_ partner: String = "Shop", mark: String = " <i>(paid link)</i>") -> LetterFills.Link {
        LetterFills.Link(
            address: "https://q.example/go/2345678923", mark: .init(html: mark, text: " (paid link)"), partner: partner,
            requiredSentence: "As we must say.")
    }

    private func offer(isPaid: Bool = true, html: String = "<p>Advertisement</p>") -> LetterFills.Offer {
        LetterFills.Offer(
            isPaid: isPaid, words: .init(html: html, text: "Advertisement\nBuy it."), reference: "1")
    }

    private func fills(_ link: LetterFills.Link? = nil, offer: LetterFills.Offer? = nil) -> LetterFills {
        LetterFills(
            links: [link, nil], labels: ["/kettles": .init(html: "<i>Ad</i> ", text: "Ad: ")], offer: offer)
    }

    @Test func bothFormsAreFilled() {
        let set = setting.set(plate(), with: fills(earning(), offer: offer()))
        #expect(
            set.html == """
                <h1>Q</h1><!--fill disclosure--><p>letter: 1 links (Shop, As we must say.), 1 paid, 0 house.</p>\
                <!--/fill--><p><a href="https://q.example/go/2345678923" rel="sponsored nofollow external" \
                data-plain="https://shop.example/?a=1&amp;b=2"><b>it</b></a><!--fill paid-link--> <i>(paid link)</i>\
                <!--/fill--> <a href="https://x.example/" rel="external">that</a></p><h3><!--fill label--><i>Ad</i> \
                <!--/fill-->Kettles</h3><!--fill slot end--><p>Advertisement</p><!--/fill--><p>Bye</p>
                """)
        #expect(
            set.text == """
                Q

                letter: 1 links (Shop, As we must say.), 1 paid, 0 house.

                it [1] that [2]
                [1] https://q.example/go/2345678923 (paid link)
                [2] https://x.example/

                Ad: Kettles

                Advertisement
                Buy it.

                Bye

                """)
        #expect(Eraser.erase(set.html) == Eraser.erase(setting.set(plate(), with: LetterFills()).html))
    }

    @Test func withNothingThatEarnsNothingIsSaid() {
        let set = setting.set(plate(), with: LetterFills())
        #expect(!set.html.contains("letter:") && !set.html.contains("sponsored") && !set.html.contains("Advertisement"))
        #expect(
            set.text == """
                Q

                it [1] that [2]
                [1] https://shop.example/?a=1&b=2
                [2] https://x.example/

                Kettles

                Bye

                """)
        #expect(set == setting.set(plate(), with: LetterFills(links: [nil, nil])))
    }

    @Test(arguments: [true, false])
    func anAdvertisementIsDisclosed(isPaid: Bool) {
        let set = setting.set(plate(), with: fills(offer: offer(isPaid: isPaid)))
        for body in [set.html, set.text] {
            #expect(body.contains("letter: 0 links (), \(isPaid ? 1 : 0) paid, \(isPaid ? 0 : 1) house."))
            #expect(body.contains("Advertisement"))
        }
    }

    /// A letter without a place for a disclosure earns nothing by its links, and its text shows no advertisement.
    @Test func nothingEarnsWithoutADisclosure() {
        let set = setting.set(plate(disclosing: false), with: fills(earning(), offer: offer()))
        for body in [set.html, set.text] {
            #expect(!body.contains("/go/") && !body.contains("paid link") && !body.contains("Advertisement"))
        }
    }

    /// What could not be taken out of the HTML again stands in neither form.
    @Test func whatBreaksItsFenceIsLeftOut() {
        let broken = "<p><!--/fill--></p>"
        let set = setting.set(plate(), with: fills(earning(mark: broken), offer: offer(html: broken)))
        #expect(set == setting.set(plate(), with: fills()))
    }

    @Test func longWordsOfAFillAreFolded() {
        let words = Array(repeating: "word", count: 40).joined(separator: " ")
        let long = LetterFills.Offer(
            isPaid: true, words: .init(html: "<p>x</p>", text: "Ad\n\(words)\nhttps://q.example/"), reference: "1")
        let text = setting.set(plate(), with: fills(offer: long)).text
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= MailText.width })
        #expect(text.contains("Ad\nword") && text.contains("word\nhttps://q.example/\n\nBye"))
    }
}
