import Foundation
import Kernel
import Testing

@testable import Commerce

@Suite struct PacingTests {
    /// A Monday.
    private let monday = Timestamp(milliseconds: 1_767_571_200_000)
    private static let everyHour: UInt32 = 0xFF_FFFF

    private func hour(_ number: Int) -> Timestamp { monday.advanced(by: .seconds(number * 3600)) }

    private func curve(in zone: Zone = .utc) -> TrafficCurve {
        // Twice as many from noon on, and on Saturdays twice as many again.
        let past = (1...28 * 24).map { back -> TrafficCurve.Observation in
            let moment = hour(-back)
            let reading = zone.reading(of: moment)
            let isSaturday = reading.day.weekday == "Saturday"
            return TrafficCurve.Observation(
                hour: moment, count: (reading.secondOfDay < 43_200 ? 100 : 200) * (isSaturday ? 2 : 1))
        }
        return TrafficCurve(learnedFrom: past, in: zone)
    }

    @Test func diceRollEverySideAboutAsOften() {
        var dice = Dice(seed: 3)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<7000 { counts[dice.roll(below: 7)] += 1 }
        #expect(counts.allSatisfy { (850...1150).contains($0) })
        let mean = (0..<7000).reduce(0.0) { sum, _ in sum + dice.roll() } / 7000
        #expect((0.48...0.52).contains(mean))
    }

    @Test func theCurveIsLearnedByHourAndDay() {
        let curve = curve()
        func weight(_ number: Int) -> Double { curve.weight(of: Zone.utc.reading(of: hour(number))) }
        #expect(abs(weight(13) / weight(3) - 2) < 0.01)
        // Drawn towards the other days, as four weeks have only four Saturdays.
        #expect((1.6...2).contains(weight(5 * 24 + 13) / weight(13)))
        #expect(TrafficCurve(learnedFrom: [], in: .utc) == .flat)
        let few = (0..<23).map { TrafficCurve.Observation(hour: hour($0), count: 1000) }
        #expect(TrafficCurve(learnedFrom: few, in: .utc) == .flat)
        let none = (0..<100).map { TrafficCurve.Observation(hour: hour($0), count: 0) }
        #expect(TrafficCurve(learnedFrom: none, in: .utc) == .flat)
        let lone = (0..<100).map { TrafficCurve.Observation(hour: hour($0), count: $0 == 12 ? 1_000_000 : 0) }
        let spiked = TrafficCurve(learnedFrom: lone, in: .utc)
        #expect(spiked.hours.allSatisfy { $0 > 0 } && spiked.days.allSatisfy { $0 > 0 })
    }

    @Test func theCalendarAddsUpWhateverTheHoursAndTheZone() throws {
        let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))
        let berlin = try #require(Zone(name: "Europe/Berlin", file: Array(file)))
        let march = Timestamp(milliseconds: 1_774_569_600_000)
        for (zone, start) in [(Zone.utc, monday), (berlin, monday), (berlin, march)] {
            let end = start.advanced(by: .seconds(5 * 86_400 + 1800))
            let calendar = PacingCalendar(curve(in: zone), over: start..<end, in: zone)
            let whole = calendar.weight(from: start, to: end, hours: Self.everyHour)
            #expect(whole > 100)
            let masks: [UInt32] = [0x00_00FF, 0x00_FF00, 0xFF_0000]
            let parts = masks.reduce(0) { $0 + calendar.weight(from: start, to: end, hours: $1) }
            #expect(abs(parts - whole) < 1e-9 * whole)
            var sum = 0.0
            var moment = start
            while moment < end {
                let next = min(end, moment.advanced(by: .milliseconds(1_234_567)))
                let weight = calendar.weight(from: moment, to: next, hours: Self.everyHour)
                #expect(weight >= 0)
                sum += weight
                moment = next
            }
            #expect(abs(sum - whole) < 1e-9 * whole)
            #expect(calendar.weight(from: end, to: start, hours: Self.everyHour) == 0)
            let far = Timestamp(milliseconds: .max / 2)
            #expect(
                abs(calendar.weight(from: Timestamp(milliseconds: 0), to: far, hours: Self.everyHour) - whole) < 1e-9
                    * whole)
        }
    }

    /// Random offers, views and clocks: what is reserved is what was made in time and not counted.
    @Test func reservationsAreWhatIsOpen() {
        let seed = UInt64.random(in: 0 ... .max)
        var dice = Dice(seed: seed)
        for _ in 0..<20 {
            var reservations = Reservations()
            var open: [(bucket: Int64, isCounted: Bool)] = []
            var now = monday
            var latest = now
            reservations.advance(to: now)
            for _ in 0..<300 {
                now = now.advanced(
                    by: .seconds(dice.roll(below: 10) == 0 ? dice.roll(below: 4000) - 2000 : dice.roll(below: 60)))
                latest = max(latest, now)
                reservations.advance(to: now)
                let bucket = latest.milliseconds / Reservations.bucket
                open.removeAll { bucket - $0.bucket > 30 }
                let made = dice.roll(below: 5)
                reservations.reserve(made)
                open += Array(repeating: (bucket, false), count: made)
                if let index = open.indices.first(where: { !open[$0].isCounted && dice.roll() < 0.2 }) {
                    open[index].isCounted = true
                    reservations.count(
                        madeAt: Timestamp(milliseconds: open[index].bucket * Reservations.bucket + 5))
                }
                #expect(reservations.open == open.count, "seed \(seed)")
                #expect(reservations.unresolved == open.count { !$0.isCounted }, "seed \(seed)")
            }
            // What happens to offers that nobody remembers frees nothing.
            let before = reservations.unresolved
            reservations.count(madeAt: monday.advanced(by: .seconds(-9000)))
            #expect(reservations.unresolved == before)
            reservations.countOldest(before + 10)
            #expect(reservations.unresolved == 0)
        }
    }

    /// A server that hasn’t heard yet that one of its offers was counted elsewhere still takes it for open.
    @Test func whatIsCountedAlreadyIsNotGrantedOnceMore() {
        let flight = Flight(
            id: Flight.ID(at: monday), campaign: Campaign.ID(at: monday), name: "Shared", first: monday.day,
            last: monday.day, budget: .euros("1"), pricing: .flat(views: 200))
        let (here, there) = (NodeNumber(1), NodeNumber(2))
        var page = ShareBook.Page()
        page.counted[here, default: .init()].views = 199
        page.shares = [
            here: ShareBook.Share(units: 1, countedThen: 198), there: ShareBook.Share(units: 1, countedThen: 0),
        ]
        let book = ShareBook(node: here, running: [here, there], pages: [flight.id: page])
        if let share = book.renewal(of: flight, unresolved: 1) { page.shares[here] = share }
        let renewed = ShareBook(node: here, running: [here, there], pages: [flight.id: page])
        #expect(renewed.standing(of: flight).limit == 0)
    }

    @Test func sharesNeverExceedWhatIsLeft() {
        let seed = UInt64.random(in: 0 ... .max)
        var dice = Dice(seed: seed)
        let flight = Flight(
            id: Flight.ID(at: monday), campaign: Campaign.ID(at: monday), name: "Shared", first: monday.day,
            last: monday.day, budget: .euros("1"), pricing: .flat(views: 500))
        let nodes = (1...4).map { NodeNumber(UInt32($0)) }
        for _ in 0..<20 {
            var page = ShareBook.Page()
            var open = Dictionary(nodes.map { ($0, 0) }) { first, _ in first }
            for _ in 0..<2000 {
                let node = nodes[dice.roll(below: 4)]
                let book = ShareBook(node: node, running: Set(nodes), pages: [flight.id: page])
                let unresolved = open[node] ?? 0
                if let share = book.renewal(of: flight, unresolved: unresolved) { page.shares[node] = share }
                let renewed = ShareBook(node: node, running: Set(nodes), pages: [flight.id: page])
                let room = max(0, renewed.standing(of: flight).limit - unresolved)
                let offers = min(room, dice.roll(below: 6))
                open[node] = unresolved + offers
                let looked = nodes[dice.roll(below: 4)]
                // Of the open offers one is counted, or one’s time is over.
                if let some = open[looked], some > 0 {
                    open[looked] = some - 1
                    if dice.roll() < 0.7 { page.counted[looked, default: .init()].views += 1 }
                }
                let counted = page.counted.values.reduce(0) { $0 + $1.views }
                #expect(counted + open.values.reduce(0, +) <= 500, "seed \(seed)")
            }
            let counted = page.counted.values.reduce(0) { $0 + $1.views }
            #expect(counted >= 490, "seed \(seed)")
        }
    }
}
