import Audience
import HTTPSupport
import Kernel

extension EditionLetter {
    /// The body for programs and people that want plain text; it says what the other one says.
    var text: Plate {
        var text = TextWriter()
        text.lines([
            site.name, "\(edition.id.day.weekday), \(edition.id.day.written)".replacing("\u{A0}", with: " "), "",
        ])
        text.region(.letterDisclosure)
        writeIntroduction(into: &text)
        for (number, (part, items)) in Self.parts(of: items).enumerated() {
            text.lines([part.heading.uppercased(), ""])
            for item in items {
                text.region(.notice(.label(of: item.path)))
                text.lines(MailText.wrapped(item.title, keepingFree: LetterFills.longestLabel))
                text.lines(MailText.wrapped(item.summary))
                if let correction = item.correction { text.lines(MailText.wrapped("Correction: \(correction)")) }
                if !item.credit.isEmpty { text.lines(MailText.wrapped(item.credit)) }
                text.lines([address(of: item), ""])
            }
            if number == 0 { text.region(.slot(Slot(.newsletter))) }
        }
        text.lines(["-- "])
        text.lines(
            MailText.wrapped(
                "You get this because you asked \(site.name) for it. Nothing in it tells us whether you opened it."))
        text.lines([
            "", "Read it on the web:", address, "Choose what comes:", Self.manageMark, "Leave:", Self.leaveMark, "",
            "\(site.publisher), \(site.contact)",
        ])
        return text.plate
    }

    /// The words, and the addresses of the links below them, each in a line of its own.
    private func writeIntroduction(into text: inout TextWriter) {
        let introduction = CommentMarkdown.paragraphs(from: edition.intro)
        for paragraph in introduction.texts { text.lines(MailText.wrapped(paragraph) + [""]) }
        guard !introduction.links.isEmpty else { return }
        for (number, address) in introduction.links.enumerated() {
            text.text("[\(number + 1)] ")
            switch IntroductionLink(address, in: .letter, ofSite: origin) {
            case .own(let address): text.text(address)
            case .outbound(let link): text.region(.outboundLink(link))
            }
            text.lines([""])
        }
        text.lines([""])
    }
}

/// Writes plain text with regions.
private struct TextWriter {
    private var pieces: [Plate.Piece] = []

    var plate: Plate { Plate(pieces: pieces) }

    mutating func text(_ text: String) { pieces.append(.bytes(Array(text.utf8))) }

    /// Each ended by a line feed.
    mutating func lines(_ lines: [String]) { text(lines.map { "\($0)\n" }.joined()) }

    mutating func region(_ region: Region) { pieces.append(.region(region)) }
}
