import Mail

/// How a pool does.
package struct DeliveryMetrics: Sendable, Hashable {
    package internal(set) var accepted = 0
    package internal(set) var refusedForNow = 0
    package internal(set) var refusedForGood = 0
    package internal(set) var uncertain = 0
    package internal(set) var notSent = 0
    /// How often each reason was given: an enhanced status, a code of three digits where there was none, or what became
    /// of the connection.
    package internal(set) var reasons: [String: Int] = [:]
    /// Messages accepted a second, over the last ten seconds.
    package internal(set) var perSecond = 0.0
    package internal(set) var connections = 0
    /// Committed, and waiting for a connection.
    package internal(set) var queued = 0
    package internal(set) var resting: [String: Duration] = [:]
    package internal(set) var pause: DeliveryPause?

    private static let mostReasons = 200

    mutating func count(_ outcome: DeliveryOutcome) {
        switch outcome {
        case .accepted: accepted += 1
        case .refusedForNow(let reply, _):
            refusedForNow += 1
            count(Self.reason(reply))
        case .refusedForGood(let reply, _):
            refusedForGood += 1
            count(Self.reason(reply))
        case .uncertain(let fault):
            uncertain += 1
            count(Self.reason(fault))
        case .notSent(let reason):
            notSent += 1
            switch reason {
            case .noConnection(let fault): count(Self.reason(fault))
            case .held: count("held")
            case .paused: count("paused")
            case .cancelled: count("cancelled")
            case .tooLarge: count("too large")
            case .needs8BitMIME: count("8-bit")
            }
        }
    }

    private mutating func count(_ reason: String) {
        guard reasons[reason] != nil || reasons.count < Self.mostReasons else { return }
        reasons[reason, default: 0] += 1
    }

    private static func reason(_ reply: SMTPReply) -> String { reply.status?.description ?? String(reply.code) }

    private static func reason(_ fault: ConnectionFault) -> String {
        switch fault {
        case .notConnected: "not connected"
        case .insecure: "insecure"
        case .signInRefused: "sign-in refused"
        case .turnedAway(let reply): "turned away: \(reason(reply))"
        case .dropped: "dropped"
        case .timedOut: "timed out"
        case .garbled: "garbled"
        }
    }
}

/// Counts what happened in the last seconds.
struct RecentRate {
    private var counts = [Int](repeating: 0, count: 10)
    private var second = 0

    mutating func count(at now: Int) {
        move(to: now)
        counts[now % counts.count] += 1
    }

    mutating func perSecond(at now: Int) -> Double {
        move(to: now)
        return Double(counts.reduce(0, +)) / Double(counts.count)
    }

    private mutating func move(to now: Int) {
        guard now > second else { return }
        for passed in (second + 1)...max(second + 1, now) where now - passed < counts.count {
            counts[passed % counts.count] = 0
        }
        second = now
    }
}
