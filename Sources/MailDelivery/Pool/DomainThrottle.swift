/// How much mail a recipient’s domain is given at a time.
package struct DomainLimit: Sendable, Hashable {
    /// Messages under way at once.
    package let atOnce: Int
    /// Messages a second, on average.
    package let perSecond: Double

    package init(atOnce: Int = .max, perSecond: Double = .infinity) {
        self.atOnce = max(atOnce, 1)
        self.perSecond = max(perSecond, 0.001)
    }
}

/// Who may be written to now, by domain: limits that were set, and rest for domains that turn mail away for now.
struct DomainThrottle {
    enum Claim: Hashable {
        case granted
        /// Others have to end first.
        case busy
        /// Not before so long.
        case wait(Duration)
    }

    private struct Domain {
        var underWay = 0
        /// When the next message may go, by the limit of messages a second.
        var next: ContinuousClock.Instant?
        var refusals = 0
        var restsUntil: ContinuousClock.Instant?
        var lastUsed: ContinuousClock.Instant
    }

    private let limits: [String: DomainLimit]
    private let standard: DomainLimit
    private var domains: [String: Domain] = [:]

    /// So many refusals in a row are no matter of one recipient (greylisting refuses each once).
    private static let refusalsBeforeRest = 5
    private static let firstRest = Duration.seconds(60)
    private static let longestRest = Duration.seconds(3600)
    private static let mostDomains = 10_000

    init(standard: DomainLimit, limits: [String: DomainLimit]) {
        self.standard = standard
        self.limits = Dictionary(limits.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
    }

    mutating func claim(_ name: String, now: ContinuousClock.Instant) -> Claim {
        if domains.count >= Self.mostDomains { forget(now) }
        let limit = limits[name] ?? standard
        var domain = domains[name] ?? Domain(lastUsed: now)
        if let end = domain.restsUntil, end > now { return .wait(end - now) }
        guard domain.underWay < limit.atOnce else { return .busy }
        if limit.perSecond.isFinite {
            // One second’s worth may go at once after a pause.
            let step = Duration.seconds(1 / limit.perSecond)
            let begin = max(domain.next ?? now, now - .seconds(1))
            guard begin <= now else { return .wait(begin - now) }
            domain.next = begin + step
        }
        domain.underWay += 1
        domain.lastUsed = now
        domains[name] = domain
        return .granted
    }

    /// One that was granted has ended.
    ///
    /// - Parameter wasRefusedForNow: Whether the domain turned it away for now; `nil` where nothing was heard of it.
    mutating func release(_ name: String, wasRefusedForNow: Bool?, now: ContinuousClock.Instant) {
        guard var domain = domains[name] else { return }
        domain.underWay = max(domain.underWay - 1, 0)
        switch wasRefusedForNow {
        case true:
            domain.refusals += 1
            if domain.refusals >= Self.refusalsBeforeRest, domain.restsUntil ?? now <= now {
                let doublings = min((domain.refusals - Self.refusalsBeforeRest) / Self.refusalsBeforeRest, 6)
                domain.restsUntil = now + min(Self.firstRest * (1 << doublings), Self.longestRest)
            }
        case false:
            domain.refusals = 0
            domain.restsUntil = nil
        case nil: break
        }
        domains[name] = domain
    }

    /// Domains that are left alone, and for how long yet.
    func resting(now: ContinuousClock.Instant) -> [String: Duration] {
        domains.compactMapValues { domain in domain.restsUntil.flatMap { $0 > now ? $0 - now : nil } }
    }

    private mutating func forget(_ now: ContinuousClock.Instant) {
        domains = domains.filter { _, domain in
            domain.underWay > 0 || domain.restsUntil ?? now > now || now - domain.lastUsed < .seconds(2)
        }
    }
}
