import TestSupport
import Testing

@testable import Kernel

@Suite("The health of an address")
struct AddressHealthTests {
    private static let start = Timestamp(milliseconds: 1_764_072_000_000)
    private static let found = CheckOutcome(status: 200, finalAddress: "https://a.example/")
    private static let missing = CheckOutcome(status: 404, finalAddress: nil)
    private static let unclear = CheckOutcome(status: 503, finalAddress: nil)

    private static func hours(_ hours: Int) -> Timestamp { start.advanced(by: .seconds(hours * 3600)) }

    /// How an address is after checks, each at so many hours after the start.
    private static func after(_ checks: [(Int, CheckOutcome)]) -> AddressHealth {
        checks.reduce(AddressHealth.unchecked(since: start)) { health, check in
            health.next(after: check.1, at: hours(check.0))
        }
    }

    @Test(
        "is judged by the status",
        arguments: [
            (200, CheckOutcome.Verdict.found), (204, .found), (206, .found), (304, .found), (404, .missing),
            (410, .missing), (301, .unclear), (400, .unclear), (401, .unclear), (403, .unclear), (405, .unclear),
            (429, .unclear), (451, .unclear), (500, .unclear), (503, .unclear), (999, .unclear), (0, .unclear),
        ])
    func verdicts(status: Int, expected: CheckOutcome.Verdict) {
        let outcome = CheckOutcome(status: status, finalAddress: nil)
        #expect(outcome.verdict == expected)
        #expect((outcome.error == nil) == (expected == .found))
    }

    @Test("is good for a week after the page was found")
    func well() {
        let health = Self.after([(5, Self.found)])
        #expect(health.state == .well)
        #expect(health.nextCheck == Self.hours(5 + 7 * 24))
        #expect(health.checked == Self.hours(5))
        #expect(health.finalAddress == "https://a.example/")
        #expect(health.lastError == nil)
    }

    @Test("is called dead after four failures over three days, and not before")
    func death() {
        // However often it fails within three days.
        #expect(Self.after((0..<71).map { ($0, Self.missing) }).state == .failing)
        #expect(Self.after((0..<73).map { ($0, Self.missing) }).state == .dead)
        #expect(Self.after([(0, Self.missing), (40, Self.missing), (999, Self.missing)]).state == .failing)
        let dead = Self.after([(0, Self.missing), (1, Self.missing), (2, Self.missing), (72, Self.missing)])
        #expect(dead.state == .dead)
        #expect(dead.firstFailure == Self.start)
        #expect(dead.lastStatus == 404)
        // What can’t tell doesn’t bring it back to life, and a page that is found does.
        #expect(dead.next(after: Self.unclear, at: Self.hours(900)).state == .dead)
        #expect(
            dead.next(after: Self.unclear, at: Self.hours(900)).next(after: Self.unclear, at: Self.hours(9999)).state
                == .dead)
        let alive = dead.next(after: Self.found, at: Self.hours(100))
        #expect(alive.state == .well)
        #expect((alive.failures, alive.unclear) == (0, 0))
        #expect(alive.firstFailure == nil)
        #expect(alive.next(after: Self.missing, at: Self.hours(200)).state == .failing)
    }

    @Test("pauses longer from failure to failure")
    func pauses() {
        var health = AddressHealth.unchecked(since: Self.start)
        var waits: [Int64] = []
        var moment = Self.start
        for _ in 0..<8 {
            health = health.next(after: Self.missing, at: moment)
            waits.append((health.nextCheck.milliseconds - moment.milliseconds) / 3_600_000)
            moment = health.nextCheck
        }
        #expect(waits == [1, 6, 24, 48, 96, 168, 168, 168])
        // Left to its own pace it dies with the fifth failure, 79 hours after the first.
        #expect(health.state == .dead)
    }

    @Test("is unreachable after two weeks of nothing but doubt")
    func unreachable() {
        let day = 24
        #expect(Self.after((0..<14).map { ($0 * day, Self.unclear) }).state == .failing)
        let doubtful = Self.after((0...14).map { ($0 * day, Self.unclear) })
        #expect(doubtful.state == .unreachable)
        #expect(doubtful.failures == 0)
        #expect(doubtful.unclearSince == Self.start)
        // One clear answer in between, and the two weeks begin again.
        #expect(Self.after((0...14).map { ($0 * day, $0 == 7 ? Self.found : Self.unclear) }).state == .failing)
        #expect(Self.after((0...14).map { ($0 * day, $0 == 7 ? Self.missing : Self.unclear) }).state == .failing)
        #expect(doubtful.next(after: Self.found, at: Self.hours(400)).state == .well)
        #expect(doubtful.next(after: Self.missing, at: Self.hours(400)).state == .failing)
        // A year of it never makes a page dead.
        #expect(Self.after((0...365).map { ($0 * day, Self.unclear) }).state == .unreachable)
    }

    @Test("waits for as long as the site asks, within reason")
    func retryAfter() {
        func wait(_ seconds: Int, status: Int = 429) -> Int64 {
            let outcome = CheckOutcome(status: status, finalAddress: nil, retryAfter: .seconds(seconds))
            let next = AddressHealth.unchecked(since: Self.start).next(after: outcome, at: Self.start).nextCheck
            return (next.milliseconds - Self.start.milliseconds) / 1000
        }
        #expect(wait(10) == 3600)
        #expect(wait(7200) == 7200)
        #expect(wait(-5) == 3600)
        #expect(wait(.max) == 30 * 86_400)
        #expect(wait(7200, status: 503) == 7200)
    }

    @Test("keeps its rules whatever happens", arguments: 0..<20)
    func rules(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var health = AddressHealth.unchecked(since: Self.start)
        var moment = Self.start
        var run: [Timestamp] = []
        for _ in 0..<300 {
            moment = moment.advanced(by: .seconds(Int(random.next() % 200_000)))
            let outcome = [Self.found, Self.missing, Self.missing, Self.missing, Self.unclear][Int(random.next() % 5)]
            let before = health
            health = health.next(after: outcome, at: moment)
            switch outcome.verdict {
            case .found: run = []
            case .missing: run.append(moment)
            case .unclear: break
            }
            #expect(health.nextCheck > moment)
            #expect(health.failures == run.count)
            #expect(health.firstFailure == run.first)
            if health.state == .dead, before.state != .dead, let first = run.first {
                #expect(run.count >= 4)
                #expect(moment.milliseconds - first.milliseconds >= 3 * 86_400_000)
            }
        }
    }

    @Test("draws its pauses out by chance, within bounds", arguments: [-1, 0, 0.25, 1, 7, Double.infinity])
    func spread(spread: Double) {
        let drawn = min(max(spread, 0), 1)
        for (outcome, hours) in [(Self.found, 7 * 24), (Self.missing, 1), (Self.unclear, 1)] {
            let next = AddressHealth.unchecked(since: Self.start).next(after: outcome, at: Self.start, spread: spread)
            let wait = next.nextCheck.milliseconds - Self.start.milliseconds
            let plain = Double(hours * 3_600_000)
            #expect(abs(Double(wait) - plain * (1 + drawn * 0.2)) <= 1)
        }
        // What a site asks for is kept to, and never undercut.
        let limited = CheckOutcome(status: 429, finalAddress: nil, retryAfter: .seconds(7200))
        let next = AddressHealth.unchecked(since: Self.start).next(after: limited, at: Self.start, spread: spread)
        #expect(next.nextCheck == Self.hours(2))
    }

    @Test("suspects the own network when nobody answers at all")
    func isolation() {
        let nobody = CheckOutcome(noAnswer: "There is no such host.", isDefinite: true)
        #expect(!CheckOutcome.suggestIsolation([]))
        #expect(!CheckOutcome.suggestIsolation([nobody, nobody]))
        #expect(CheckOutcome.suggestIsolation([nobody, nobody, nobody]))
        #expect(!CheckOutcome.suggestIsolation([nobody, nobody, nobody, Self.missing]))
        #expect(!CheckOutcome.suggestIsolation([nobody, nobody, nobody, Self.found]))
    }
}
