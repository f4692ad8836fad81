package import Database
package import Kernel
import Synchronization

/// What links earn now: the live rules, kept in memory, and the links that were given out by them.
package final class LiveLinks: Sendable {
    /// A link that earns, at its place.
    package struct Placed: Sendable, Hashable {
        package let id: AffiliateLink.ID
        package let match: LiveRules.Match
        /// The address that earns.
        package let address: String
    }

    private let database: any Database
    private let store: AffiliateLinkStore
    private let clock: any WallClock
    private let live: Mutex<(rules: LiveRules, version: Int)>

    /// Reads the rules as they are.
    package init(database: any Database, clock: any WallClock) async throws {
        self.database = database
        self.clock = clock
        store = AffiliateLinkStore(database: database, clock: clock)
        live = Mutex(try await LiveRules.read(from: database))
    }

    /// The rules as they are in memory.
    package var rules: LiveRules { live.withLock { $0.rules } }

    /// Reads the rules anew, after one of them changed.
    package func reload() async throws {
        let read = try await LiveRules.read(from: database)
        live.withLock { $0 = read }
    }

    /// Reads the rules anew if anything was changed since, by this server or another.
    ///
    /// - Returns: Whether anything was.
    package func reloadIfChanged() async throws -> Bool {
        let version = try await database.read { try LiveRules.version($0) }
        guard version != live.withLock({ $0.version }) else { return false }
        try await reload()
        return true
    }

    /// What each of a page’s links earns by; `nil` for one that earns nothing.
    ///
    /// A link in a feed belongs to the page that its text stands on, whichever feed it is in.
    /// A link that earns for the first time is written down.
    ///
    /// - Parameter isFit: Whether links of a programme may earn there.
    package func placed(
        _ links: [OutboundLink], onPage page: String, where isFit: (Programme) -> Bool = { _ in true }
    ) async throws -> [Placed?] {
        let rules = rules
        let day = clock.now().localDay
        let found = links.map { link in
            rules.match(link.address, on: day).flatMap { match in
                guard isFit(match.programme) else { return (LiveRules.Match, AffiliateLink.Site)?.none }
                return (
                    match,
                    AffiliateLink.Site(destination: link.address, page: link.page ?? page, place: link.place)
                )
            }
        }
        let sites = found.compactMap { $0?.1 }
        guard !sites.isEmpty else { return found.map { _ in nil } }
        let known = try await store.links(at: sites)
        return found.map { found in
            guard let (match, site) = found, let id = known[site] else { return nil }
            return Placed(id: id, match: match, address: match.address(subID: site.subID))
        }
    }

    /// Where a link that was given out leads now: by the rules as they are, or else to its plain destination.
    package func destination(of id: AffiliateLink.ID) async throws -> String? {
        guard let link = try await link(id) else { return nil }
        return direction(of: link, on: clock.now().localDay).direction.address
    }

    /// The link with an identifier, if it was given out.
    package func link(_ id: AffiliateLink.ID) async throws -> AffiliateLink? { try await store.link(id) }

    /// The state of the rules in memory; it changes with each of them.
    package var version: Int { live.withLock { $0.version } }

    /// Where a link that was given out leads on a day, and by which state of the rules; doesn’t wait.
    package func direction(of link: AffiliateLink, on day: CalendarDay) -> (direction: LinkDirection, version: Int) {
        let (rules, version) = live.withLock { $0 }
        let plain = link.site.destination
        func direction(_ match: LiveRules.Match?, leadsNowhere: Bool = false) -> (LinkDirection, Int) {
            let direction = LinkDirection(
                link: link.id, programme: match?.programme.id,
                address: match?.address(subID: link.site.subID) ?? plain, plain: plain, page: link.site.page,
                leadsNowhere: leadsNowhere)
            return (direction, version)
        }
        // A partner may come to forbid redirects after links were given out.
        guard let match = rules.matchByRulesAlone(plain, on: day), match.programme.allowsRedirects else {
            return direction(nil, leadsNowhere: rules.isGone(plain))
        }
        switch rules.way(of: match) {
        case .earning: return direction(match)
        case .plain: return direction(nil)
        case .nowhere: return direction(nil, leadsNowhere: true)
        }
    }

    /// The destinations that are to be checked, each with the address over a network that it earns by if there is one:
    /// those on published pages that earn by a rule, and those for which a link was ever given out.
    func wanted(onPages pages: [PublishedPage]) async throws -> [String: String?] {
        let given = try await database.read { connection in
            try connection.rows("SELECT DISTINCT destination FROM affiliate_link").map {
                try $0.value(at: 0, as: String.self)
            }
        }
        let rules = rules
        let day = clock.now().localDay
        var wanted: [String: String?] = [:]
        for address in given { if let merchant = try? MerchantAddress(address) { wanted[merchant.text] = .some(nil) } }
        for address in Set(pages.flatMap { $0.links.map(\.address) } + given) {
            guard let match = rules.matchByRulesAlone(address, on: day) else { continue }
            wanted[match.merchant.text] = .some(match.addressToCheck)
        }
        return wanted
    }
}
