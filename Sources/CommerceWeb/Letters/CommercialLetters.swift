package import Commerce
import HTTPSupport
package import Kernel

/// Puts into the letters of an edition what earns, and what has to be said because of it.
package struct CommercialLetters: LetterFiller {
    private let advertising: LetterAdvertising
    private let links: LiveLinks
    private let notices: any NoticeFiller
    private let mark: LetterFills.Words
    private let origin: String
    private let clock: any WallClock
    private let zone: @Sendable () -> Zone

    /// - Parameters:
    ///   - zone: Where the site is: flights begin and end by its clocks.
    ///   - notices: Says which articles are advertisements.
    ///   - origin: Where readers find the site, without a slash at the end.
    package init(
        advertising: LetterAdvertising, links: LiveLinks, notices: any NoticeFiller, profile: DisclosureProfile,
        origin: String, clock: any WallClock, zone: @escaping @Sendable () -> Zone
    ) {
        self.advertising = advertising
        self.clock = clock
        self.zone = zone
        self.links = links
        self.notices = notices
        self.origin = origin
        mark = LetterMarkup.mark(profile.mark)
    }

    package func fills(of letter: LetterPlate, onPath path: String) async throws -> LetterFills {
        try await LetterFills(
            links: decorations(of: letter.html.outboundLinks, onPath: path), labels: labels(letter.html.notices),
            offer: letter.html.regions.contains(.slot(Slot(.newsletter)))
                ? offer(language: letter.html.subject.language, onPath: path) : nil)
    }

    private func offer(language: LanguageTag?, onPath path: String) async throws -> LetterFills.Offer? {
        guard let choice = try await advertising.choose(language: language, at: clock.now(), in: zone()) else {
            return nil
        }
        switch choice {
        case .creative(let creative):
            guard case .text(let headline, let text) = creative.content else { return nil }
            let addresses = LetterAddresses(creative: creative.id, page: path)
            return LetterFills.Offer(
                isPaid: true,
                words: LetterMarkup.offer(
                    headline, text, leadingTo: origin + addresses.click, why: origin + addresses.why),
                reference: choice.reference)
        case .house(let advertisement):
            return LetterFills.Offer(
                isPaid: false,
                words: LetterMarkup.offer(
                    advertisement.headline, advertisement.text, leadingTo: origin + advertisement.path, why: nil),
                reference: choice.reference)
        }
    }

    /// A link of a programme that wants no detour over this site stays plain: a mail can’t be changed once it is out, so what
    /// earns in it has to lead by the rules of the moment at which somebody follows it.
    private func decorations(
        of outbound: [OutboundLink], onPath path: String
    ) async throws -> [LetterFills.Link?] {
        try await links.placed(outbound, onPage: path) { $0.allowsRedirects }.map { placed in
            placed.map { placed in
                let programme = placed.match.programme
                return LetterFills.Link(
                    address: origin + Route.go(placed.id.description).path, mark: mark,
                    partner: placed.match.partner.name,
                    requiredSentence: programme.requiredSentence.isEmpty ? nil : programme.requiredSentence)
            }
        }
    }

    private func labels(_ wanted: Set<Notice>) async throws -> [String: LetterFills.Words] {
        try await notices.fills(of: wanted).reduce(into: [:]) { labels, filled in
            guard case .label(let path) = filled.key, !filled.value.text.isEmpty else { return }
            labels[path] = LetterMarkup.label(filled.value.text)
        }
    }
}
