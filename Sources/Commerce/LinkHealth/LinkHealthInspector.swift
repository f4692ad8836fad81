package import Kernel
import Synchronization

/// Looks where links lead, and records what came of it.
///
/// Any number of processes may do so at the same time: each takes addresses of its own, see
/// ``CheckedLinkStore/claim(at:limit:lease:)``.
package final class LinkHealthInspector: Sendable {
    /// What one pass did.
    package struct Report: Sendable, Hashable {
        package var checked = 0
        /// The destinations that got into trouble by this pass.
        package var fell: [String] = []
        /// Those that got out of it.
        package var recovered: [String] = []
        /// Whether what readers get has changed.
        package var changesPages = false
        /// Whether nobody answered at all, so that our own network is the likelier cause.
        package var isAlone = false

        package init() {}

        mutating func add(_ before: CheckedLink, _ after: CheckedLink) {
            if before.served != after.served { changesPages = true }
            guard before.condition != after.condition else { return }
            if after.condition.isTrouble {
                fell.append(after.destination)
            } else if before.condition.isTrouble {
                recovered.append(after.destination)
            }
        }
    }

    private let live: LiveLinks
    private let store: CheckedLinkStore
    private let stock: StockRuleStore
    private let probe: any LinkProbe
    private let published: @Sendable () async throws -> [PublishedPage]
    private let clock: any WallClock
    private let limit: Int
    private let lease: Duration
    private let spread: @Sendable () -> Double
    private let nextLook = Mutex(Timestamp(milliseconds: .min))

    /// How often it looks which links there are.
    private static let timeBetweenLooks = Duration.seconds(300)

    /// - Parameters:
    ///   - published: The published pages with their links.
    ///   - limit: How many addresses one pass takes at most.
    ///   - lease: For how long a pass may take; another process may check an address after that.
    ///   - spread: Draws a number from 0 to 1 for each check, by which the pause until the next one is drawn out.
    package init(
        live: LiveLinks, store: CheckedLinkStore, stock: StockRuleStore, probe: any LinkProbe,
        published: @escaping @Sendable () async throws -> [PublishedPage], clock: any WallClock, limit: Int = 50,
        lease: Duration = .seconds(1800), spread: @escaping @Sendable () -> Double = { 0 }
    ) {
        self.live = live
        self.store = store
        self.stock = stock
        self.probe = probe
        self.published = published
        self.clock = clock
        self.limit = limit
        self.lease = lease
        self.spread = spread
    }

    /// Makes one pass over what is due.
    ///
    /// - Throws: `CancellationError` when it is told to stop; what it was about to check is checked when its lease is over.
    package func inspectDue() async throws -> Report {
        let now = clock.now()
        if nextLook.withLock({ $0 <= now }) {
            try await look(at: now)
            nextLook.withLock { $0 = now.advanced(by: Self.timeBetweenLooks) }
        }
        let leases = try await store.claim(at: now, limit: limit, lease: lease)
        var sights = await sights(of: leases)
        // That a check was broken off says nothing about the link.
        try Task.checkCancellation()
        var report = Report()
        report.checked = sights.count
        report.isAlone = CheckOutcome.suggestIsolation(sights.map(\.sight.outcome))
        if report.isAlone {
            sights = sights.map { ($0.lease, LinkSight(outcome: $0.sight.outcome.doubted, hops: $0.sight.hops)) }
        }
        // The merchant’s own address first: where it leads, a network may lead as well.
        let rules = try await stock.live()
        for (lease, sight) in sights.sorted(by: { $0.lease.way == .plain && $1.lease.way != .plain }) {
            if let (before, after) = try await record(sight, of: lease, rules) { report.add(before, after) }
        }
        return report
    }

    /// Checks both addresses of one link now, due or not.
    ///
    /// - Returns: How it is, or `nil` when somebody else checked it meanwhile.
    /// - Throws: ``Problem`` of kind `notFound`, or `CancellationError`.
    package func inspect(_ link: CheckedLink.ID) async throws -> CheckedLink? {
        let leases = try await store.claim(link, at: clock.now(), lease: lease)
        guard !leases.isEmpty else { throw CheckedLinkStore.noLink }
        let rules = try await stock.live()
        var result: CheckedLink?
        for lease in leases {
            let sight = await probe.look(at: lease.address)
            try Task.checkCancellation()
            result = try await record(sight, of: lease, rules)?.after ?? result
        }
        return result
    }

    /// Looks which links there are, so that each is checked and nothing else.
    package func look(at moment: Timestamp) async throws {
        try await store.keep(live.wanted(onPages: published()), at: moment)
    }

    private func record(
        _ sight: LinkSight, of lease: CheckedLinkLease, _ rules: [StockRule]
    ) async throws -> (before: CheckedLink, after: CheckedLink)? {
        guard let merchant = try? MerchantAddress(lease.destination) else { return nil }
        let match = live.rules.matchByRulesAlone(lease.destination, on: clock.now().localDay)
        let judge = LinkJudge(
            merchant: merchant, plainLedTo: try await store.link(lease.link)?.plain.health.finalAddress,
            stock: match.map { match in rules.filter { $0.applies(to: match) } } ?? [])
        return try await store.record(
            judge.judge(sight, of: lease.way), chain: sight.hops, of: lease, at: clock.now(), spread: spread())
    }

    /// Asks for all of them side by side; it is the probe’s to bound how many at a time.
    private func sights(of leases: [CheckedLinkLease]) async -> [(lease: CheckedLinkLease, sight: LinkSight)] {
        let probe = probe
        return await withTaskGroup(of: (Int, LinkSight).self) { group in
            for (position, lease) in leases.enumerated() {
                group.addTask { (position, await probe.look(at: lease.address)) }
            }
            var sights: [(Int, LinkSight)] = []
            for await sight in group { sights.append(sight) }
            return sights.sorted { $0.0 < $1.0 }.map { (leases[$0.0], $0.1) }
        }
    }
}
