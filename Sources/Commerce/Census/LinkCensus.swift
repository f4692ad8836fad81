package import Kernel

/// A published page with its links to other sites, as whoever publishes it tells.
package struct PublishedPage: Sendable, Hashable {
    /// From the root.
    package let path: String
    package let title: String
    package let links: [OutboundLink]

    package init(path: String, title: String, links: [OutboundLink]) {
        self.path = path
        self.title = title
        self.links = links
    }
}

/// Which published pages earn by which rules, on one day.
package struct LinkCensus: Sendable, Hashable {
    /// How often something applies.
    package struct Uses: Sendable, Hashable {
        package fileprivate(set) var links = 0
        /// In the order in which they were told.
        package fileprivate(set) var pages: [PublishedPage] = []
    }

    package let pages: Int
    /// How many pages hold at least one link that earns.
    package let earningPages: Int
    package let links: Int
    private let byPartner: [Slug: Uses]
    private let byProgramme: [Programme.ID: Uses]
    private let byReason: [LiveRules.Reason: Uses]

    /// Counts the links that would be decorated on `day`.
    package init(of published: [PublishedPage], by rules: LiveRules, on day: CalendarDay) {
        var byPartner: [Slug: Uses] = [:]
        var byProgramme: [Programme.ID: Uses] = [:]
        var byReason: [LiveRules.Reason: Uses] = [:]
        var earning = 0
        var links = 0
        for page in published {
            let matches = page.links.compactMap { rules.match($0.address, on: day) }
            if !matches.isEmpty { earning += 1 }
            links += matches.count
            for match in matches {
                byPartner[match.partner.slug, default: Uses()].add(page)
                byProgramme[match.programme.id, default: Uses()].add(page)
                byReason[match.reason, default: Uses()].add(page)
            }
        }
        pages = published.count
        earningPages = earning
        self.links = links
        self.byPartner = byPartner
        self.byProgramme = byProgramme
        self.byReason = byReason
    }

    package func uses(of partner: Slug) -> Uses { byPartner[partner] ?? Uses() }

    package func uses(of programme: Programme.ID) -> Uses { byProgramme[programme] ?? Uses() }

    package func uses(of reason: LiveRules.Reason) -> Uses { byReason[reason] ?? Uses() }
}

extension LinkCensus.Uses {
    fileprivate mutating func add(_ page: PublishedPage) {
        links += 1
        if pages.last != page { pages.append(page) }
    }
}

extension LiveRules {
    /// Whether a page is affiliate matter as a whole on a day: its text leads to other sites, and nowhere without earning.
    ///
    /// Sources do not count, on either side: they are there because a figure needs one, not because somebody should buy there.
    package func makeWhollyAffiliate(_ page: PublishedPage, on day: CalendarDay) -> Bool {
        let links = page.links.filter { $0.place == .text }
        return !links.isEmpty && links.allSatisfy { match($0.address, on: day) != nil }
    }
}
