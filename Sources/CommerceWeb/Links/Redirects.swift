package import Commerce
import HTTPSupport
package import Kernel
import Synchronization

/// Where `/go/…` leads, and the ledger that each request goes through before it is answered.
///
/// The event loop and the router ask the same things of it, so that both answer alike.
package final class Redirects: Sendable {
    /// A request for a link, and where the link leads.
    struct Following: Sendable {
        let visit: Visit
        let way: RedirectWay
    }

    private struct Known {
        let link: AffiliateLink
        let way: RedirectWay
        /// The rules and the day by which it leads there.
        let version: Int
        let day: CalendarDay
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

    /// Where links lead now, each `nil` unless it is in memory; doesn’t wait.
    func known(_ ids: [AffiliateLink.ID?]) -> [RedirectWay?] {
        let version = links.version
        return memory.withLock { memory in
            let day = today(&memory)
            return ids.map { id in
                guard let id, let known = memory.known[id] else { return nil }
                if known.version == version, known.day == day { return known.way }
                return remember(known.link, on: day, &memory)
            }
        }
    }

    /// Where a link leads now; `nil` when none was given out under this identifier.
    func find(_ id: AffiliateLink.ID) async throws -> RedirectWay? {
        if let known = known([id])[0] { return known }
        guard let link = try await links.link(id) else { return nil }
        return memory.withLock { remember(link, on: today(&$0), &$0) }
    }

    /// Writes clicks down together, and tells whether they are durable: only then may the readers be sent to the addresses
    /// that earn.
    func send(_ followings: [Following], completion: @escaping @Sendable (_ areDurable: Bool) -> Void) {
        ledger.enter(clicks(of: followings), completion: completion)
    }

    /// Writes a click down, and returns where to send the reader: to the address that earns when the click is durable, and
    /// to the plain one when it could not be written.
    func send(_ visit: Visit, by way: RedirectWay) async -> String {
        let isDurable = await withCheckedContinuation { continuation in
            send([Following(visit: visit, way: way)]) { continuation.resume(returning: $0) }
        }
        return isDurable ? way.direction.address : way.direction.plain
    }

    private func clicks(of followings: [Following]) -> [Click] {
        let now = clock.now()
        let outcomes = followings.map { judge.outcome(of: $0.visit, on: $0.way.direction.link, at: now) }
        return randomness.withLock { randomness in
            zip(followings, outcomes).map { following, outcome in
                let direction = following.way.direction
                return Click(
                    on: direction.link, programme: direction.programme, at: now, outcome: outcome, using: &randomness)
            }
        }
    }

    private func remember(_ link: AffiliateLink, on day: CalendarDay, _ memory: inout Memory) -> RedirectWay {
        let (direction, version) = links.direction(of: link, on: day)
        let way = RedirectWay(direction)
        if memory.known.count < Self.capacity || memory.known[link.id] != nil {
            memory.known[link.id] = Known(link: link, way: way, version: version, day: day)
        }
        return way
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
