import Kernel
import TestSupport
import Testing

@testable import Commerce

/// The state of one address, from check to check.
@Suite struct LinkCheckTests {
    private static let start = Signature.test.at
    private static let found = LinkJudgement(outcome: CheckOutcome(status: 200, finalAddress: nil))
    private static let missing = LinkJudgement(outcome: CheckOutcome(status: 404, finalAddress: nil))
    private static let refused = LinkJudgement(outcome: CheckOutcome(status: 403, finalAddress: nil))

    private static func marked(_ mark: LinkMark) -> LinkJudgement {
        LinkJudgement(outcome: CheckOutcome(status: 200, finalAddress: nil), mark: mark, detail: "Because.")
    }

    private static func hours(_ hours: Int) -> Timestamp { start.advanced(by: .seconds(hours * 3600)) }

    private static func after(_ checks: [(Int, LinkJudgement)], _ way: LinkCheck.Way = .plain) -> LinkCheck {
        checks.reduce(LinkCheck(way: way, address: "https://a.example/", health: .unchecked(since: start))) {
            $0.next(after: $1.1, chain: [], at: hours($1.0))
        }
    }

    @Test(
        arguments: [
            ([], LinkCondition.unchecked),
            ([(0, found)], .fine),
            ([(0, missing)], .failing),
            ([(0, missing), (1, missing), (2, missing), (71, missing)], .failing),
            ([(0, missing), (1, missing), (72, missing)], .failing),
            ([(0, missing), (1, missing), (2, missing), (72, missing)], .dead),
            ([(0, missing), (1, missing), (2, missing), (72, missing), (73, refused)], .dead),
            ([(0, missing), (1, missing), (2, missing), (72, missing), (73, found)], .fine),
            ([(0, refused), (400, refused)], .untold),
            ([(0, refused), (100, refused)], .failing),
            ([(0, marked(.elsewhere))], .elsewhere),
            ([(0, marked(.elsewhere)), (1, refused)], .elsewhere),
            ([(0, marked(.elsewhere)), (1, found)], .fine),
            ([(0, marked(.parked))], .failing),
            ([(0, marked(.parked)), (24, marked(.parked))], .parked),
            ([(0, marked(.parked)), (24, marked(.parked)), (48, found)], .fine),
            ([(0, marked(.parked)), (24, marked(.elsewhere)), (48, marked(.parked))], .failing),
            ([(0, marked(.outOfStock))], .outOfStock),
            ([(0, marked(.outOfStock)), (1, missing)], .failing),
            ([(0, marked(.parked)), (1, missing), (2, missing), (3, missing), (80, missing)], .dead),
        ] as [([(Int, LinkJudgement)], LinkCondition)])
    func isInTheConditionThatItsChecksShow(checks: [(Int, LinkJudgement)], condition: LinkCondition) {
        #expect(Self.after(checks).condition == condition)
    }

    @Test func tellsSinceWhenItIsInTrouble() {
        #expect(Self.after([(0, Self.found)]).troubledSince == nil)
        #expect(Self.after([(5, Self.missing), (6, Self.missing)]).troubledSince == Self.hours(5))
        #expect(
            Self.after([(5, Self.marked(.elsewhere)), (9, Self.marked(.elsewhere))]).troubledSince == Self.hours(5))
        #expect(Self.after([(5, Self.marked(.parked)), (9, Self.marked(.elsewhere))]).troubledSince == Self.hours(9))
    }

    @Test func overANetworkItIsAskedForAtMostOnceADay() {
        for judgement in [Self.missing, Self.refused, Self.marked(.elsewhere), Self.marked(.parked)] {
            let plain = Self.after([(0, judgement)], .plain)
            let earning = Self.after([(0, judgement)], .earning)
            #expect(plain.health.nextCheck < Self.hours(24))
            #expect(earning.health.nextCheck == Self.hours(24))
        }
        #expect(Self.after([(0, Self.found)], .earning).health.nextCheck == Self.hours(7 * 24))
        // What is out of stock may come back soon.
        #expect(Self.after([(0, Self.marked(.outOfStock))]).health.nextCheck == Self.hours(48))
    }

    @Test(arguments: 0..<10)
    func neverDiesBeforeThreeDaysAndThreeChecks(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var check = LinkCheck(way: .earning, address: "https://a.example/", health: .unchecked(since: Self.start))
        var moment = Self.start
        var run: [Timestamp] = []
        for _ in 0..<300 {
            moment = moment.advanced(by: .seconds(Int.random(in: 1...200_000, using: &generator)))
            let judgement =
                [Self.found, Self.missing, Self.missing, Self.refused, Self.marked(.parked)]
                .randomElement(using: &generator) ?? Self.found
            let before = check.condition
            check = check.next(
                after: judgement, chain: [], at: moment, spread: Double.random(in: 0...1, using: &generator))
            switch judgement.outcome.verdict {
            case .found: run = []
            case .missing: run.append(moment)
            case .unclear: break
            }
            #expect(check.health.nextCheck > moment)
            #expect((check.marks == 0) == (check.mark == nil))
            #expect((check.markedSince == nil) == (check.mark == nil))
            if check.condition == .dead, before != .dead, let first = run.first {
                #expect(run.count >= 3)
                #expect(moment.milliseconds - first.milliseconds >= 3 * 86_400_000)
            }
        }
    }

    /// Which way readers go by what is known of both addresses.
    @Test(arguments: [
        (LinkCondition.fine, LinkCondition.fine, LinkWay.earning), (.fine, .dead, .plain), (.fine, .elsewhere, .plain),
        (.fine, .parked, .plain), (.fine, .failing, .earning), (.fine, .untold, .earning),
        (.outOfStock, .fine, .earning),
        (.elsewhere, .fine, .earning), (.untold, .unchecked, .earning), (.failing, .dead, .plain),
        (.dead, .dead, .nowhere), (.dead, .elsewhere, .nowhere), (.dead, .failing, .nowhere),
        (.dead, .unchecked, .nowhere), (.parked, .dead, .nowhere),
        // Somebody pointed the link to where the merchant’s page is now.
        (.dead, .fine, .earning),
    ])
    func readersGoByTheWayThatWorks(plain: LinkCondition, earning: LinkCondition, way: LinkWay) throws {
        let link = CheckedLink(
            id: CheckedLink.ID(at: Self.start), destination: "https://a.example/", plain: Self.check(plain, .plain),
            earning: Self.check(earning, .earning), leave: nil)
        #expect(link.plain.condition == plain)
        #expect(link.earning?.condition == earning)
        let health = ServedHealth([link])
        #expect(health.way(to: "https://a.example/", earningBy: "https://a.example/") == way)
        #expect(health.way(to: "https://b.example/", earningBy: "https://a.example/") == .earning)
        // What was found of another programme’s address says nothing of this one.
        let isGone = plain == .dead || plain == .parked
        #expect(
            health.way(to: "https://a.example/", earningBy: "https://other.example/") == (isGone ? .nowhere : .earning))
        #expect(health.way(to: "https://a.example/", earningBy: nil) == (isGone ? .nowhere : .earning))
    }

    private static func check(_ condition: LinkCondition, _ way: LinkCheck.Way) -> LinkCheck {
        switch condition {
        case .unchecked: after([], way)
        case .fine: after([(0, found)], way)
        case .failing: after([(0, missing)], way)
        case .dead: after([(0, missing), (1, missing), (2, missing), (72, missing)], way)
        case .parked: after([(0, marked(.parked)), (24, marked(.parked))], way)
        case .elsewhere: after([(0, marked(.elsewhere))], way)
        case .outOfStock: after([(0, marked(.outOfStock))], way)
        case .untold: after([(0, refused), (400, refused)], way)
        }
    }
}
