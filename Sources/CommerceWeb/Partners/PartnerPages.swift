package import Commerce
package import HTTPSupport
package import Kernel

/// The pages that tell readers who pays.
package struct PartnerPages: PageSource {
    private let partners: PartnerStore
    private let census: @Sendable () async throws -> LinkCensus
    private let advertisers: @Sendable (CalendarDay) async throws -> Set<Slug>
    private let shell: any PageShell
    private let clock: any WallClock

    /// - Parameters:
    ///   - census: Counts the links that earn now.
    ///   - advertisers: The partners that pay for space on a day.
    package init(
        partners: PartnerStore, census: @escaping @Sendable () async throws -> LinkCensus,
        advertisers: @escaping @Sendable (CalendarDay) async throws -> Set<Slug>, shell: any PageShell,
        clock: any WallClock
    ) {
        self.partners = partners
        self.census = census
        self.advertisers = advertisers
        self.shell = shell
        self.clock = clock
    }

    package func page(at route: Route) async throws -> PageAnswer? {
        guard route == .partners else { return nil }
        let day = clock.now().localDay
        let current = try await partners.current(on: day)
        let census = try await census()
        let advertisers = try await advertisers(day)
        let isLive = { (partner: Partner) in
            switch partner.relationship {
            case .affiliate:
                !census.uses(of: partner.slug).pages.isEmpty || advertisers.contains(partner.slug)
            case .advertiser: advertisers.contains(partner.slug)
            }
        }
        let page = try await PartnersPage(
            live: current.filter(isLive), idle: current.filter { !isLive($0) }, former: partners.former(on: day),
            census: census, advertisers: advertisers, day: day, shell: shell)
        return .page(page.page)
    }
}
