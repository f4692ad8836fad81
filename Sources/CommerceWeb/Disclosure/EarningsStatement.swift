package import Commerce
import HTTPSupport
package import Kernel
import Markup

/// Says in figures how the site earns, from the partners and links themselves.
package struct EarningsStatement: EarningsFiller {
    private let partners: PartnerStore
    private let census: @Sendable () async throws -> LinkCensus
    private let clock: any WallClock
    private let revenue: [any RevenueSource]
    private let printsSplit: @Sendable () async throws -> Bool

    /// - Parameters:
    ///   - census: Counts the links that earn now.
    ///   - revenue: Each kind of income that is recorded.
    ///   - printsSplit: Whether the publisher wants readers to see how the revenue divides.
    package init(
        partners: PartnerStore, census: @escaping @Sendable () async throws -> LinkCensus, clock: any WallClock,
        revenue: [any RevenueSource], printsSplit: @escaping @Sendable () async throws -> Bool
    ) {
        self.partners = partners
        self.census = census
        self.clock = clock
        self.revenue = revenue
        self.printsSplit = printsSplit
    }

    package func statement() async throws -> [UInt8] {
        let day = clock.now().localDay
        let census = try await census()
        let current = try await partners.current(on: day)
        let split = try await printsSplit() ? RevenueStatement(sources: revenue, today: day) : nil
        let shares = try await split?.splits() ?? []
        var html = HTMLWriter()
        html.element(.section, .class("earnings"), .ariaLabelledby("earnings")) { html in
            html.element(.h2, .id("earnings"), text: "In figures")
            html.element(.p) { html in
                html.text("On ")
                html.time(day)
                html.text(", \(Self.share(census)) ")
                html.text(Self.count(of: current))
                html.text(" The program counts this itself from the pages and the agreements: ")
                html.element(.a, .href(Route.partners.path), text: "the list of partners")
                html.text(" names them.")
            }
            split?.write(shares, into: &html)
        }
        return html.bytes
    }

    static func share(_ census: LinkCensus) -> String {
        guard census.pages > 0 else { return "no article is published." }
        let articles = census.pages == 1 ? "the one published article" : "\(census.pages) published articles"
        guard census.earningPages > 0 else {
            return census.pages == 1
                ? "the one published article holds no link that may earn a commission."
                : "none of the \(articles) holds a link that may earn a commission."
        }
        let percent = Double(census.earningPages) * 100 / Double(census.pages)
        let share = percent < 1 ? "less than 1 %" : "\(Int(percent.rounded())) %"
        let holds = census.earningPages == 1 ? "holds" : "hold"
        return "\(census.earningPages) of \(articles) (\(share)) \(holds) a link that may earn a commission."
    }

    private static func count(of partners: [Partner]) -> String {
        let affiliates = partners.count { $0.relationship == .affiliate }
        let advertisers = partners.count { $0.relationship == .advertiser }
        return
            "There are agreements with \(number(affiliates, "company that pays", "companies that pay")) by commission "
            + "and with \(number(advertisers, "advertiser", "advertisers"))."
    }

    private static func number(_ number: Int, _ one: String, _ many: String) -> String {
        number == 0 ? "no \(one)" : number == 1 ? "one \(one)" : "\(number) \(many)"
    }
}
