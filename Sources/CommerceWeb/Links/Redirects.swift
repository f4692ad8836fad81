package import Commerce
package import Kernel
import Synchronization

/// Where `/go/…` leads, and the ledger that each request goes through before it is answered.
///
/// The event loop and the router ask the same things of it, so that both answer alike.
package final class Redirects: Sendable {
    private struct Known {
        let link: AffiliateLink
        var direction: LinkDirection
        /// The rules and the day by which it leads there.
        var version: Int
        var day: CalendarDay
    }

    private struct Memory {
        var known: [AffiliateLink.ID: Known] = [:]
        var second = Int64.min
        var day = CalendarDay(daysSince1970: 0)
    }

    /// Links kept in memory; the router finds those beyond in the store.
    private static let capacity = 50_000

    private let links: LiveLinks
    private let ledger: ClickLedger
    private let judge: ClickJudge
    private let clock: any WallClock
    private let zone: @Sendable () -> Zone
    let isBehindProxy: Bool
    private let memory = Mutex(Memory())
    /// For the identifiers of clicks.
    private let randomness = Mutex(StoredRandomness())

    /// - Parameters:
    ///   - zone: Where the site is: agreements begin and end by its clocks.
    ///   - isBehindProxy: Whether a reverse proxy tells in `X-Forwarded-For` who really asks.
    package init(
        links: LiveLinks, ledger: ClickLedger, judge: ClickJudge, clock: any WallClock,
        zone: @escaping @Sendable () -> Zone, isBehindProxy: Bool
    ) {
        self.links = links
        self.ledger = ledger
        self.judge = judge
        self.clock = clock
        self.zone = zone
        self.isBehindProxy = isBehindProxy
    }

    /// Whether a link is in memory.
    func knows(_ id: AffiliateLink.ID) -> Bool { memory.withLock { $0.known[id] != nil } }

    /// Where a link that is in memory leads now; doesn’t wait.
    func known(_ id: AffiliateLink.ID) -> LinkDirection? {
        let version = links.version
        return memory.withLock { memory in
            guard let known = memory.known[id] else { return nil }
            let day = today(&memory)
            if known.version == version, known.day == day { return known.direction }
            return remember(known.link, on: day, &memory)
        }
    }

    /// Where a link leads now; `nil` when none was given out under this identifier.
    func find(_ id: AffiliateLink.ID) async throws -> LinkDirection? {
        if let known = known(id) { return known }
        guard let link = try await links.link(id) else { return nil }
        return memory.withLock { remember(link, on: today(&$0), &$0) }
    }

    /// Writes a click down, and tells where to send the reader: to the address that earns when the click is durable, and
    /// to the plain one when it could not be written.
    func send(_ visit: Visit, to direction: LinkDirection, completion: @escaping @Sendable (String) -> Void) {
        ledger.enter(click(of: visit, on: direction)) { completion($0 ? direction.address : direction.plain) }
    }

    /// The same, for who can wait.
    func send(_ visit: Visit, to direction: LinkDirection) async -> String {
        await ledger.enter(click(of: visit, on: direction)) ? direction.address : direction.plain
    }

    private func click(of visit: Visit, on direction: LinkDirection) -> Click {
        let now = clock.now()
        let outcome = judge.outcome(of: visit, on: direction.link, at: now)
        return randomness.withLock {
            Click(on: direction.link, programme: direction.programme, at: now, outcome: outcome, using: &$0)
        }
    }

    private func remember(_ link: AffiliateLink, on day: CalendarDay, _ memory: inout Memory) -> LinkDirection {
        let (direction, version) = links.direction(of: link, on: day)
        if memory.known.count < Self.capacity || memory.known[link.id] != nil {
            memory.known[link.id] = Known(link: link, direction: direction, version: version, day: day)
        }
        return direction
    }

    /// Reads the calendar once a second: telling the day by the rules of a zone costs more than all the rest.
    private func today(_ memory: inout Memory) -> CalendarDay {
        let now = clock.now()
        if memory.second != now.milliseconds / 1000 {
            memory.second = now.milliseconds / 1000
            memory.day = zone().reading(of: now).day
        }
        return memory.day
    }
}
