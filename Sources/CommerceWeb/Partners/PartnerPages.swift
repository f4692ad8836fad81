package import Commerce
package import HTTPSupport
package import Kernel

/// The pages that tell readers who pays.
package struct PartnerPages: PageSource {
    private let partners: PartnerStore
    private let census: @Sendable () async throws -> LinkCensus
    private let shell: any PageShell
    private let clock: any WallClock

    /// - Parameter census: Counts the links that earn now.
    package init(
        partners: PartnerStore, census: @escaping @Sendable () async throws -> LinkCensus, shell: any PageShell,
        clock: any WallClock
    ) {
        self.partners = partners
        self.census = census
        self.shell = shell
        self.clock = clock
    }

    package func page(at route: Route) async throws -> PageAnswer? {
        guard route == .partners else { return nil }
        let day = clock.now().localDay
        let page = try await PartnersPage(
            current: partners.current(on: day), former: partners.former(on: day), census: census(), day: day,
            shell: shell)
        return .page(page.page)
    }
}
