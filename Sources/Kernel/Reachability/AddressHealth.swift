/// Whether an address on the web can still be read, as far as checks have shown.
///
/// A page is called dead only after at least ``failuresToDie`` checks in a row found it missing, over at least
/// ``timeToDie``. A site that refuses us, is slow or is out of order never makes it dead; when there has been nothing else
/// for ``timeToBeUnreachable``, the address is called unreachable.
package struct AddressHealth: Sendable, Hashable {
    /// How an address is.
    package enum State: String, Sendable, Hashable, CaseIterable {
        case unchecked, well
        /// Something is wrong, and it is too early to say that it will stay so.
        case failing
        case dead, unreachable
    }

    package var state: State
    package var checked: Timestamp?
    package var nextCheck: Timestamp
    /// How many checks found the page missing since it was last found.
    package var failures: Int
    package var firstFailure: Timestamp?
    /// How many checks in a row couldn’t tell.
    package var unclear: Int
    package var unclearSince: Timestamp?
    package var lastStatus: Int?
    package var lastError: String?
    package var finalAddress: String?

    package static let failuresToDie = 4
    package static let timeToDie = Duration.seconds(3 * 86_400)
    package static let timeToBeUnreachable = Duration.seconds(14 * 86_400)
    package static let timeBetweenChecks = Duration.seconds(7 * 86_400)

    /// How long to wait after the first trouble, the second and so on; the last goes for all that follow.
    private static let pauses: [Duration] = [3600, 6 * 3600, 86_400, 2 * 86_400, 4 * 86_400, 7 * 86_400]
        .map { .seconds($0) }
    private static let longestPause = Duration.seconds(30 * 86_400)
    private static let longestText = 500
    /// By how much of itself a pause may be drawn out, so that what was checked together comes apart.
    private static let widestSpread = 0.2

    package init(
        state: State, checked: Timestamp? = nil, nextCheck: Timestamp, failures: Int, firstFailure: Timestamp? = nil,
        unclear: Int, unclearSince: Timestamp? = nil, lastStatus: Int? = nil, lastError: String? = nil,
        finalAddress: String? = nil
    ) {
        self.state = state
        self.checked = checked
        self.nextCheck = nextCheck
        self.failures = failures
        self.firstFailure = firstFailure
        self.unclear = unclear
        self.unclearSince = unclearSince
        self.lastStatus = lastStatus
        self.lastError = lastError
        self.finalAddress = finalAddress
    }

    /// An address that nobody has checked, which is due at once.
    package static func unchecked(since moment: Timestamp) -> AddressHealth {
        AddressHealth(state: .unchecked, nextCheck: moment, failures: 0, unclear: 0)
    }

    /// How the address is after one more check.
    ///
    /// - Parameter spread: From 0 to 1, drawn by chance: by how much the pause until the next check is drawn out.
    package func next(after outcome: CheckOutcome, at moment: Timestamp, spread: Double = 0) -> AddressHealth {
        var next = self
        next.checked = moment
        next.lastStatus = outcome.status
        next.lastError = outcome.error.map { String($0.prefix(Self.longestText)) }
        if outcome.verdict == .found || outcome.finalAddress != nil { next.finalAddress = outcome.finalAddress }
        var pause: Duration
        switch outcome.verdict {
        case .found:
            next.state = .well
            (next.failures, next.firstFailure, next.unclear, next.unclearSince) = (0, nil, 0, nil)
            pause = Self.timeBetweenChecks
        case .missing:
            next.failures += 1
            let first = next.firstFailure ?? moment
            next.firstFailure = first
            (next.unclear, next.unclearSince) = (0, nil)
            let isDead =
                state == .dead || next.failures >= Self.failuresToDie && moment >= first.advanced(by: Self.timeToDie)
            next.state = isDead ? .dead : .failing
            pause = Self.pause(after: next.failures)
        case .unclear:
            next.unclear += 1
            let since = next.unclearSince ?? moment
            next.unclearSince = since
            if state != .dead {
                let isUnreachable = moment >= since.advanced(by: Self.timeToBeUnreachable)
                next.state = isUnreachable ? .unreachable : .failing
            }
            pause = Self.pause(after: next.unclear)
        }
        pause = Self.drawnOut(pause, by: spread)
        if let wish = outcome.retryAfter { pause = max(pause, min(wish, Self.longestPause)) }
        next.nextCheck = moment.advanced(by: pause)
        return next
    }

    /// How long to wait after so many troubles in a row.
    package static func pause(after troubles: Int) -> Duration { pauses[min(max(troubles, 1), pauses.count) - 1] }

    private static func drawnOut(_ pause: Duration, by spread: Double) -> Duration {
        // In whole milliseconds, so that no pause comes out shorter than it is without.
        let milliseconds = Double(pause.components.seconds * 1000) * min(max(spread, 0), 1) * widestSpread
        return pause + .milliseconds(Int64(milliseconds))
    }
}
