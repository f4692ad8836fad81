package import Kernel
import Synchronization

/// Sets editorial matter and what others fill in into one page.
package final class Compositor: Sendable {
    private struct KnownFill {
        /// Kept, so that no other fill can come to have its identity.
        let fill: SlotFill
        /// `nil` for a fill that may not be shown.
        let part: Part?
    }

    private struct Parts {
        var fills: [ObjectIdentifier: KnownFill] = [:]
        var disclosures: [Disclosed: Part] = [:]
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
    package func compose(_ page: PreparedPage, coding: ContentCoding) -> ComposedPage {
        var chosen: [SlotFill?] = []
        chosen.reserveCapacity(page.slotCount)
        for case .slot(let slot) in page.pieces {
            // An advertisement is HTML; what is no page of the site has no place for it.
            chosen.append(page.encoding == .html ? slots.fill(slot, onPath: page.path) : nil)
        }
        return parts.withLock { parts in
            var fills: [Part?] = []
            fills.reserveCapacity(chosen.count)
            var house = 0
            var paid = 0
            for fill in chosen {
                let part = fill.flatMap { Self.part(of: $0, in: &parts) }
                fills.append(part)
                guard part != nil else { continue }
                if fill?.kind == .paid { paid += 1 } else { house += 1 }
            }
            var disclosed: [Part] = []
            for case .disclosure(let links) in page.pieces {
                let emissions = Emissions(
                    houseAdvertisements: house, paidAdvertisements: paid, monetisedLinks: links.count,
                    partners: links.partners, requiredSentences: links.requiredSentences, surface: links.surface)
                disclosed.append(
                    disclosure(Disclosed(emissions: emissions, encoding: page.encoding), in: &parts))
            }
            return ComposedPage(page, fills: fills, disclosures: Disclosures(parts: disclosed), coding: coding)
        }
    }

    private static func part(of fill: SlotFill, in parts: inout Parts) -> Part? {
        if let known = parts.fills[ObjectIdentifier(fill)] { return known.part }
        if parts.fills.count >= mostFills { parts.fills.removeAll() }
        let part = Fence.breaks(fill.html) ? nil : Part(fill.html)
        parts.fills[ObjectIdentifier(fill)] = KnownFill(fill: fill, part: part)
        return part
    }

    private func disclosure(_ disclosed: Disclosed, in parts: inout Parts) -> Part {
        if let part = parts.disclosures[disclosed] { return part }
        if parts.disclosures.count >= Self.mostFills { parts.disclosures.removeAll() }
        let part = Part(disclosed.encoding.encoded(disclosures.disclosure(of: disclosed.emissions)))
        parts.disclosures[disclosed] = part
        return part
    }
}
