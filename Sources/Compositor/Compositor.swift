package import Kernel
import Synchronization

/// Sets editorial matter and what others fill in into one page.
package final class Compositor: Sendable {
    private struct KnownFill {
        /// Kept, so that no other fill can come to have its identity.
        let fill: SlotFill
        /// Its segments; `nil` for a fill that may not be shown.
        let segments: [Part]?
    }

    private struct Parts {
        var fills: [ObjectIdentifier: KnownFill] = [:]
        var disclosures: [Disclosed: Part] = [:]
        var operators = OfferText.Operators()
    }

    private struct Disclosed: Hashable {
        let emissions: Emissions
        let encoding: PlateEncoding
    }

    private static let mostFills = 4096

    private let slots: any SlotFiller
    private let disclosures: any DisclosureFiller
    private let parts = Mutex(Parts())

    package init(slots: any SlotFiller, disclosures: any DisclosureFiller) {
        self.slots = slots
        self.disclosures = disclosures
    }

    /// Composes a page for one request, from memory and without waiting.
    package func compose(_ page: PreparedPage, for reader: Reader = Reader(), coding: ContentCoding) -> ComposedPage {
        let chosen = page.hasSlots ? slots.fills(of: page.slotted, for: reader) : []
        return parts.withLock { parts in
            var fills: [SetFill?] = []
            fills.reserveCapacity(chosen.count)
            var house = 0
            var paid = 0
            var open = 0
            var offer: OfferText?
            for filled in chosen {
                let fill = filled.flatMap { Self.set($0, offer: &offer, in: &parts) }
                fills.append(fill)
                guard fill != nil, let kind = filled?.fill.kind else { continue }
                switch kind {
                case .house: house += 1
                case .paid: paid += 1
                case .open: open += 1
                }
            }
            var disclosed: [Part] = []
            for case .disclosure(let links) in page.pieces {
                let emissions = Emissions(
                    houseAdvertisements: house, paidAdvertisements: paid, openSpaces: open, monetisedLinks: links.count,
                    partners: links.partners, requiredSentences: links.requiredSentences,
                    advertisers: links.advertisers, surface: links.surface)
                disclosed.append(
                    disclosure(Disclosed(emissions: emissions, encoding: page.encoding), in: &parts))
            }
            return ComposedPage(
                page, fills: fills, disclosures: Disclosures(parts: disclosed), isPaidFor: paid > 0, coding: coding)
        }
    }

    /// - Parameter offer: The last text of an offer on the page; mostly all have the same.
    private static func set(_ filled: FilledSlot, offer: inout OfferText?, in parts: inout Parts) -> SetFill? {
        let segments: [Part]?
        if let known = parts.fills[ObjectIdentifier(filled.fill)] {
            segments = known.segments
        } else {
            if parts.fills.count >= mostFills { parts.fills.removeAll() }
            let isBroken = Fence.breaks(filled.fill.segments.flatMap(\.self))
            segments = isBroken ? nil : filled.fill.segments.map { Part($0) }
            parts.fills[ObjectIdentifier(filled.fill)] = KnownFill(fill: filled.fill, segments: segments)
        }
        guard let segments, !segments.isEmpty else { return nil }
        guard segments.count > 1 else { return SetFill(segments: segments, offer: nil) }
        let text: OfferText
        if let offer, offer.text == filled.offer {
            text = offer
        } else {
            text = OfferText(filled.offer, operators: &parts.operators)
            offer = text
        }
        return SetFill(segments: segments, offer: text)
    }

    private func disclosure(_ disclosed: Disclosed, in parts: inout Parts) -> Part {
        if let part = parts.disclosures[disclosed] { return part }
        if parts.disclosures.count >= Self.mostFills { parts.disclosures.removeAll() }
        let part = Part(disclosed.encoding.encoded(disclosures.disclosure(of: disclosed.emissions)))
        parts.disclosures[disclosed] = part
        return part
    }
}
