package import Commerce
import HTTPSupport
package import Kernel
import Markup

/// Decorates the links that earn by the live rules.
package struct AffiliateDecorator: LinkDecorator {
    private let links: LiveLinks
    private let mark: [UInt8]
    private let origin: String

    /// - Parameter origin: Where readers find the site, without a slash at the end.
    package init(links: LiveLinks, profile: DisclosureProfile, origin: String) {
        self.links = links
        self.origin = origin
        var html = HTMLWriter()
        html.text(" ")
        html.element(.span, .class("paid-link"), text: profile.mark)
        mark = html.bytes
    }

    package func decorations(of outbound: [OutboundLink], onPath path: String) async throws -> [LinkDecoration?] {
        let placed = try await links.placed(outbound, onPage: path)
        return zip(outbound, placed).map { link, placed in
            guard let placed else { return nil }
            let programme = placed.match.programme
            return LinkDecoration(
                address: programme.allowsRedirects ? way(to: placed.id, from: link.place) : placed.address, mark: mark,
                partner: placed.match.partner.name,
                requiredSentence: programme.requiredSentence.isEmpty ? nil : programme.requiredSentence)
        }
    }

    /// A feed is read elsewhere, where a path would lead nowhere.
    private func way(to id: AffiliateLink.ID, from place: OutboundLink.Place) -> String {
        let path = Route.go(id.description).path
        return place == .feed ? origin + path : path
    }
}
