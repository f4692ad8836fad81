package import Commerce
import HTTPSupport
package import Kernel
import Markup

/// Decorates the links that earn by the live rules.
package struct AffiliateDecorator: LinkDecorator {
    private let links: LiveLinks
    private let mark: [UInt8]

    package init(links: LiveLinks, profile: DisclosureProfile) {
        self.links = links
        var html = HTMLWriter()
        html.text(" ")
        html.element(.span, .class("paid-link"), text: profile.mark)
        mark = html.bytes
    }

    package func decorations(of outbound: [OutboundLink], onPath path: String) async throws -> [LinkDecoration?] {
        try await links.placed(outbound, onPage: path).map { placed in
            guard let placed else { return nil }
            let programme = placed.match.programme
            return LinkDecoration(
                address: programme.allowsRedirects ? Route.go(placed.id.description).path : placed.address, mark: mark,
                partner: placed.match.partner.name,
                requiredSentence: programme.requiredSentence.isEmpty ? nil : programme.requiredSentence)
        }
    }
}
