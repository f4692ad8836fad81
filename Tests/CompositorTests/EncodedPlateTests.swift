import Foundation
import Kernel
import NIOCore
import TestSupport
import Testing

@testable import Compositor

private struct NoSlots: SlotFiller {
    func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?] {
        page.slots.map { _ in FilledSlot(SlotFill(kind: .paid, html: Array("BUY".utf8))) }
    }
}

private struct Disclosing: DisclosureFiller {
    func disclosure(of emissions: Emissions) -> [UInt8] {
        emissions.monetisedLinks == 0 ? [] : Array("<aside title=\"a\">\(emissions.surface)</aside>".utf8)
    }
}

/// HTML within XML and JSON: what fills it is written down as the rest of it is, and comes out again.
@Suite struct EncodedPlateTests {
    private let compositor = Compositor(slots: NoSlots(), disclosures: Disclosing())

    private static let start: [PlateEncoding: String] = [
        .html: "<html>", .xml: "<?xml version=\"1.0\"?><a>", .json: "{\"a\":\"",
    ]
    private static let end: [PlateEncoding: String] = [.html: "</html>", .xml: "</a>", .json: "\"}"]

    /// A document with HTML in it, which may have regions.
    private func plate(_ pieces: [Plate.Piece], _ encoding: PlateEncoding) -> Plate {
        let inner = pieces.map { piece in
            if case .bytes(let bytes) = piece { Plate.Piece.bytes(encoding.encoded(bytes)) } else { piece }
        }
        return Plate(
            pieces: [raw(Self.start[encoding] ?? "")] + inner + [raw(Self.end[encoding] ?? "")], encoding: encoding)
    }

    private func raw(_ text: String) -> Plate.Piece { .bytes(Array(text.utf8)) }

    private func text(_ page: PreparedPage) -> String {
        compositor.compose(page, coding: .identity).buffers.map { String(buffer: $0) }.joined()
    }

    /// The HTML in a document, as a program that reads it finds it.
    private func html(in document: String, _ encoding: PlateEncoding) throws -> String {
        switch encoding {
        case .html: return String(document.dropFirst(6).dropLast(7))
        case .json:
            let object = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: String]
            return try #require(object?["a"])
        case .xml:
            let inner = document.dropFirst(Self.start[.xml]?.count ?? 0).dropLast(4)
            #expect(!inner.contains("<") && !inner.contains("]]>"))
            return String(inner).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing(
                "&quot;", with: "\""
            )
            .replacing("&amp;", with: "&")
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    /// P1 to P3 for every way of writing HTML down, with what could end a string, an attribute, a comment or a section in it.
    @Test func whateverIsInALinkTheDocumentReadsAndErasesAlike() throws {
        var generator = SystemRandomNumberGenerator()
        let bits = [
            "a", "&", "&amp;", "&quot;", "\"", "\\", "\\\"", "<", ">", "'", "]]>", "<![CDATA[", "-->", "<!--fill x-->",
            "<!--/fill-->", "data-plain=", "é", "\u{202E}", "שלום", "\u{200F}", "=", "?", "%3C", "\\u003c", "{", "</a>",
        ]
        func noise() -> String {
            (0..<Int.random(in: 0...6, using: &generator)).map { _ in bits.randomElement(using: &generator) ?? "" }
                .joined()
        }
        for _ in 0..<300 {
            var pieces: [Plate.Piece] = [raw("<p>"), .region(.itemDisclosure)]
            var decorations: [LinkDecoration?] = []
            for number in 0..<Int.random(in: 0...5, using: &generator) {
                pieces += [
                    raw("<p>\(Self.escaped(noise()))"),
                    .region(.outboundLink(OutboundLink(address: "https://s\(number).example/\(noise())"))),
                    raw("<b title=\"\(Self.escaped(noise()))\">\(Self.escaped(noise()))</b></a></p>"),
                ]
                decorations.append(
                    Bool.random(using: &generator)
                        ? LinkDecoration(
                            address: "https://hop.example/\(noise())",
                            mark: Array(" <i class=\"x\">\(Self.escaped(noise()))</i>".utf8), partner: "P",
                            requiredSentence: nil) : nil)
            }
            let notice = Notice.independence(of: [])
            pieces.append(.region(.notice(notice)))
            let fills = [notice: NoticeFill(html: Array("<p class=\"n\">\(Self.escaped(noise()))</p>".utf8))]
            let earning = decorations.count { $0 != nil }
            var seen: Set<String> = []
            for encoding in PlateEncoding.allCases {
                let plate = plate(pieces, encoding)
                let plain = text(PreparedPage(plate: plate, path: "/x"))
                let prepared = PreparedPage(plate: plate, path: "/x", notices: fills, decorations: decorations)
                let decorated = text(prepared)
                let left = try Erasure.erase(Array(decorated.utf8))
                #expect(try Erasure.erase(Array(plain.utf8)) == left)
                #expect(Eraser.erase(decorated) == String(decoding: left, as: UTF8.self))
                #expect(Erasure.digest(of: left).hasPrefix(prepared.version))
                let html = try html(in: decorated, encoding)
                #expect(html.ranges(of: "rel=\"sponsored nofollow external\"").count == earning)
                #expect(html.contains("item</aside>") == (earning > 0))
                seen.insert(html)
            }
            #expect(seen.count == 1, "\(seen)")
        }
    }

    @Test func anAdvertisementStandsOnNothingButAPage() throws {
        for encoding in PlateEncoding.allCases {
            let page = text(PreparedPage(plate: plate([.region(.slot(Slot(.top)))], encoding), path: "/x"))
            #expect(page.contains("BUY") == (encoding == .html))
        }
    }

    @Test func controlCharactersBreakNoDocument() throws {
        let link = OutboundLink(address: "https://s.example/\u{1}\u{8}\u{1F}\u{7F}\t\r\n")
        for encoding in [PlateEncoding.xml, .json] {
            let plate = plate([.region(.itemDisclosure), .region(.outboundLink(link)), raw("x</a>")], encoding)
            let page = text(PreparedPage(plate: plate, path: "/x"))
            #expect(page.utf8.allSatisfy { $0 >= 0x20 || (encoding == .xml && ($0 == 0x09 || $0 == 0x0A)) })
            _ = try html(in: page, encoding)
        }
    }

    // MARK: Titles

    private static let openings: [(PlateEncoding, String)] = [
        (.html, "<title>"), (.html, "<meta property=\"og:title\" content=\""), (.xml, "<title>"),
        (.json, "\"title\":\""),
    ]

    private func titled(_ opening: String, _ encoding: PlateEncoding) -> Plate {
        let start = encoding == .xml ? "<?xml version=\"1.0\"?>" : encoding == .json ? "{" : ""
        return Plate(
            pieces: [
                raw(start), .region(.title(TitleOpening(article: "/a", opening: opening))), raw("Ad: hoc, or Ad: lib"),
            ], encoding: encoding)
    }

    @Test(arguments: openings)
    func aLabelIsToldBeforeItsTitleAndTakenOutOfItAgain(encoding: PlateEncoding, opening: String) throws {
        let plate = titled(opening, encoding)
        let plain = text(PreparedPage(plate: plate, path: "/x"))
        let prepared = PreparedPage(
            plate: plate, path: "/x", notices: [.label(of: "/a"): NoticeFill(html: [], text: "Ad")])
        let labelled = text(prepared)
        #expect(plain.hasSuffix("\(opening)Ad: hoc, or Ad: lib"))
        #expect(labelled.hasSuffix("\(opening)Ad: Ad: hoc, or Ad: lib"))
        #expect(labelled.contains(encoding == .json ? #""_label":{"text":"Ad: "},"# : "<!--label Ad: -->"))
        #expect(try Erasure.erase(Array(labelled.utf8)) == Array(plain.utf8))
        #expect(try Erasure.erase(Array(plain.utf8)) == Array(plain.utf8))
        #expect(Eraser.erase(labelled) == plain)
        #expect(Erasure.digest(of: Array(plain.utf8)).hasPrefix(prepared.version))
        #expect(prepared.decorationVersion != nil)
    }

    @Test(arguments: ["", "Ad-->", "A\"d", "<b>", "Ad\\", "Anuncio é", "A&d", "A\u{202E}d", "A\nd"])
    func aLabelThatCouldNotBeTakenOutIsNotUsed(label: String) {
        for (encoding, opening) in Self.openings {
            let plate = titled(opening, encoding)
            let page = PreparedPage(
                plate: plate, path: "/x", notices: [.label(of: "/a"): NoticeFill(html: [], text: label)])
            #expect(text(page) == text(PreparedPage(plate: plate, path: "/x")))
            #expect(page.decorationVersion == nil)
        }
    }

    @Test(arguments: [
        "<!--label Ad: --><title>Other", "<!--label Ad: --><h1>Ad: x", "<!--label --><title>x", "<!--label Ad: ",
        "<!--label Ad: -->", "<!--label a_b--><title>a_b", "{\"_label\":{\"text\":\"Ad: \"},\"title\":\"Other",
        "{\"_label\":{\"text\":\"Ad: \"},\"name\":\"Ad: \"",
    ])
    func whatTheCompositorDidNotWriteStays(page: String) throws {
        #expect(String(decoding: try Erasure.erase(Array(page.utf8)), as: UTF8.self) == page)
    }

    @Test(arguments: [
        ("<html>", PlateEncoding.html), ("", .html), (" {", .html), ("<svg>", .html), ("<?xm", .html),
        ("<?xml version=\"1.0\"?>", .xml), ("{\"a\"", .json),
    ])
    func aDocumentTellsByItsBeginningHowItIsWritten(document: String, encoding: PlateEncoding) {
        #expect(PlateEncoding(ofDocument: Array(document.utf8)) == encoding)
    }

    /// In an HTML page the escaped form of a fence is text that somebody wrote about it.
    @Test func whatIsWrittenAboutFencesIsNotErased() throws {
        for page in [
            "<p>&lt;!--fill x--&gt;</p>", "<?xml?><title>&#x3C;!--fill x--&gt;</title>",
            #"{"title":"\u003c!--fill x--\u003e"}"#,
        ] {
            #expect(String(decoding: try Erasure.erase(Array(page.utf8)), as: UTF8.self) == page)
        }
    }
}
