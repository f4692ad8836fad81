import Kernel

/// The plain text of a mail, filled as its HTML is, in which the disclosure comes before whatever earns.
struct LetterText {
    let plate: Plate
    let fills: LetterFills

    func text(disclosedBy disclosures: any LetterDisclosureFiller) -> String {
        let disclosure = disclosures.text(of: emissions)
        var text = ""
        var links = fills.links.makeIterator()
        for piece in plate.pieces {
            switch piece {
            case .bytes(let bytes): text += String(decoding: bytes, as: UTF8.self)
            case .region(.letterDisclosure): text += Self.paragraph(disclosure)
            case .region(.outboundLink(let link)):
                let decoration = links.next().flatMap(\.self)
                text += decoration.map { $0.address + $0.mark.text } ?? link.address
            case .region(.slot): text += Self.paragraph(fills.offer?.words.text ?? "")
            case .region(.notice(.label(let path))): text += fills.labels[path]?.text ?? ""
            case .region(.notice), .region(.disclosure), .region(.itemDisclosure), .region(.earnings),
                .region(.title), .region(.advertisement), .region(.discussion):
                break
            }
        }
        return text
    }

    /// What its HTML is found to emit by the ``Compositor``, found in the same way here.
    private var emissions: Emissions {
        var decorated = DecoratedLinks(surface: .letter)
        for (_, link) in zip(plate.outboundLinks, fills.links) {
            guard let link else { continue }
            decorated.add(
                LinkDecoration(
                    address: link.address, mark: [], partner: link.partner, requiredSentence: link.requiredSentence))
        }
        let slots = plate.regions.count { if case .slot = $0 { fills.offer != nil } else { false } }
        let isPaid = fills.offer?.isPaid == true
        return Emissions(
            houseAdvertisements: isPaid ? 0 : slots, paidAdvertisements: isPaid ? slots : 0,
            monetisedLinks: decorated.count, partners: decorated.partners,
            requiredSentences: decorated.requiredSentences, surface: .letter)
    }

    /// Lines that no program has to fold, and an empty one after them; nothing for nothing.
    private static func paragraph(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.flatMap { line in line.isEmpty ? [""] : MailText.wrapped(String(line)) }.joined(separator: "\n")
            + "\n\n"
    }
}
