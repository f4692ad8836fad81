package import Kernel
import NIOCore

/// Sets editorial matter and what others fill in into a mail, in both of its forms.
package struct LetterSetting: Sendable {
    private let disclosures: any LetterDisclosureFiller

    package init(disclosures: any LetterDisclosureFiller) { self.disclosures = disclosures }

    /// The same for the same plate and fills.
    ///
    /// Nothing earns in a letter in which the disclosure doesn’t come first.
    package func set(_ plate: LetterPlate, with fills: LetterFills) -> SetLetter {
        let isDisclosed = [plate.html, plate.text].allSatisfy {
            $0.regions.first(where: \.concernsEarnings) == .letterDisclosure
        }
        let fills = isDisclosed ? fills.withoutBroken : LetterFills(labels: fills.withoutBroken.labels)
        return SetLetter(
            html: html(plate.html, with: fills),
            text: LetterText(plate: plate.text, fills: fills).text(disclosedBy: disclosures))
    }

    private func html(_ plate: Plate, with fills: LetterFills) -> String {
        let page = PreparedPage(
            plate: plate, path: "",
            notices: fills.labels.reduce(into: [:]) { notices, label in
                notices[.label(of: label.key)] = NoticeFill(html: Array(label.value.html.utf8), text: label.value.text)
            },
            decorations: fills.links.map { link in
                link.map {
                    LinkDecoration(
                        address: $0.address, mark: Array($0.mark.html.utf8), partner: $0.partner,
                        requiredSentence: $0.requiredSentence)
                }
            }, effort: .none)
        let compositor = Compositor(slots: LetterSlots(fills.offer), disclosures: disclosures)
        let composed = compositor.compose(page, coding: .identity)
        return composed.buffers.map { String(buffer: $0) }.joined()
    }
}

/// A mail as it goes out, but for what each recipient’s copy says.
package struct SetLetter: Sendable, Hashable {
    package let html: String
    package let text: String
}

/// What was decided for the one slot of a mail.
private struct LetterSlots: SlotFiller {
    private let filled: FilledSlot?

    init(_ offer: LetterFills.Offer?) {
        filled = offer.map {
            FilledSlot(SlotFill(kind: $0.isPaid ? .paid : .house, html: Array($0.words.html.utf8)))
        }
    }

    func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?] { page.slots.map { _ in filled } }
}

extension Region {
    fileprivate var concernsEarnings: Bool {
        switch self {
        case .letterDisclosure, .slot, .outboundLink: true
        case .disclosure, .itemDisclosure, .earnings, .notice, .title, .advertisement, .discussion: false
        }
    }
}

extension LetterFills {
    /// What could not be taken out of the HTML again stands in neither form.
    fileprivate var withoutBroken: LetterFills {
        func breaks(_ words: Words) -> Bool { Fence.breaks(Array(words.html.utf8)) }
        return LetterFills(
            links: links.map { link in link.flatMap { breaks($0.mark) ? nil : $0 } },
            labels: labels.filter { !breaks($0.value) },
            offer: offer.flatMap { breaks($0.words) || $0.words.html.isEmpty ? nil : $0 })
    }
}
