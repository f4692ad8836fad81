import HTTPSupport
import Kernel
import Markup

extension EditionLetter {
    /// With the links of a letter that went to nobody; where something may be paid for it says no more than that, as in the
    /// previews of pages.
    package var sample: SampleLetter {
        func filled(_ body: String) -> String {
            body.replacing(Self.leaveMark, with: origin + SubscriptionRoute.leave(SubscriptionRoute.sample).path)
                .replacing(Self.manageMark, with: origin + SubscriptionRoute.yours(SubscriptionRoute.sample).path)
        }
        let unaddressed = unaddressedSample
        return SampleLetter(
            subject: subject, html: filled(unaddressed.html), text: filled(unaddressed.text))
    }

    /// Its HTML with something in its slot, for a look at that.
    package func sample(showing fill: [UInt8]) -> [UInt8] {
        var html = HTMLWriter()
        for piece in plate.html.pieces {
            switch piece {
            case .region(.slot): html.raw(fill)
            default: html.sample(piece)
            }
        }
        return html.bytes
    }

    /// The same with the marks that stand for the links of a recipient.
    package var unaddressedSample: SampleLetter {
        let plate = plate
        return SampleLetter(subject: subject, html: Self.html(of: plate.html), text: Self.text(of: plate.text))
    }

    fileprivate static let disclosure = "If something in this mail is paid for, the advertiser disclosure stands here."
    fileprivate static let slot = "An advertisement may stand here."

    private static func html(of plate: Plate) -> String {
        var html = HTMLWriter()
        for piece in plate.pieces { html.sample(piece) }
        return String(decoding: html.bytes, as: UTF8.self)
    }

    private static func text(of plate: Plate) -> String {
        var text = ""
        for piece in plate.pieces {
            switch piece {
            case .bytes(let bytes): text += String(decoding: bytes, as: UTF8.self)
            case .region(.outboundLink(let link)): text += link.address
            case .region(.letterDisclosure): text += Self.paragraph(disclosure)
            case .region(.slot): text += Self.paragraph(slot)
            case .region: break
            }
        }
        return text
    }

    private static func paragraph(_ words: String) -> String {
        MailText.wrapped(words).joined(separator: "\n") + "\n\n"
    }
}

extension HTMLWriter {
    fileprivate mutating func sample(_ piece: Plate.Piece) {
        switch piece {
        case .bytes(let bytes): raw(bytes)
        case .region(.outboundLink(let link)): openPlain(link)
        case .region(.letterDisclosure): placeholder(EditionLetter.disclosure)
        case .region(.slot): placeholder(EditionLetter.slot)
        case .region: break
        }
    }

    private mutating func placeholder(_ words: String) {
        raw(
            """
            <p class="m-soft m-line" style="margin:14px 0 0;padding:8px;border:1px dashed #d5cfc2;text-align:center;\
            font-family:Helvetica,Arial,sans-serif;font-size:13px;line-height:19px;color:#5d5850;">
            """)
        text(words)
        raw("</p>")
    }
}
