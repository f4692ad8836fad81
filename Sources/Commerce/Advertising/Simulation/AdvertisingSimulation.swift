import Kernel

/// A week of an invented site: readers who come and go by the hours of the day, flights that were sold for what the site can
/// deliver, and the real engine and pacer between them.
///
/// Everything follows from the seed, so a run can be had again.
package struct AdvertisingSimulation {
    package struct Settings: Sendable {
        package var pageViews = 10_000_000
        package var flights = 1000
        package var days = 7
        /// What part of a slot’s views is sold at most, all flights together.
        package var sold = 0.75
        /// What part of the flights is sold for more than there is.
        package var oversold = 0.05
        package var pulse = 1
        package var seed: UInt64 = 1

        package init() {}
    }

    let settings: Settings
    private var dice: Dice
    private var readers: SimulatedReaders
    private let market: SimulatedMarket
    private let engine: DecisionEngine
    private var pacer = Pacer()
    private var standings: [Standing]
    /// Events to come, by the second in which they do, as a ring.
    private var coming: [[Event]]
    private var beyond: [Int]
    private var clock = DecisionClock()
    private var asked = 0
    private var sold = 0
    private var errors: PacingErrors
    /// Slots in which each flight might have stood, from the engine’s sample.
    private var might: [Int]

    private struct Event {
        let flight: Int32
        let made: Int32
    }

    /// In seconds; no reader takes longer.
    private static let longestDelay = 1200

    package init(_ settings: Settings = Settings()) {
        self.settings = settings
        var dice = Dice(seed: settings.seed)
        readers = SimulatedReaders(settings, &dice)
        market = SimulatedMarket(settings, readers, &dice)
        engine = DecisionEngine(seed: settings.seed &+ 1)
        standings = market.snapshot.entries.map { _ in Standing() }
        coming = Array(repeating: [], count: Self.longestDelay + 1)
        beyond = Array(repeating: 0, count: standings.count)
        errors = PacingErrors(market)
        might = Array(repeating: 0, count: standings.count)
        self.dice = dice
        pacer.adopt(market.snapshot, market.curve, in: .utc)
    }

    /// - Parameter progress: Is told after each simulated day.
    package mutating func run(progress: (_ day: Int) -> Void = { _ in }) -> SimulationReport {
        let seconds = settings.days * 86_400
        for second in 0..<seconds {
            if second % settings.pulse == 0 { pulse(at: second) }
            if second % 3600 == 0 { errors.look(at: SimulatedReaders.moment(second), standings) }
            for _ in 0..<readers.arrivals(in: second, &dice) { read(at: second) }
            happen(at: second)
            if second % 86_400 == 86_399 { progress(second / 86_400 + 1) }
        }
        // Who came last still looks.
        for second in seconds..<seconds + Self.longestDelay { happen(at: second) }
        errors.finish(standings)
        return SimulationReport(
            settings: settings, asked: asked, sold: sold, clock: clock, errors: errors,
            delivered: standings.map(\.counted), beyond: beyond, might: might, market: market)
    }

    private mutating func pulse(at second: Int) {
        let moment = SimulatedReaders.moment(second)
        let takings = engine.take(closes: false)
        pacer.reserve(takings, at: moment)
        for (number, seen) in takings.seen.enumerated() { might[number] += Int(seen) * DecisionEngine.sample }
        for traffic in takings.traffic {
            asked += traffic.asked
            sold += traffic.sold
        }
        let allowances = pacer.allowances(
            at: moment, until: SimulatedReaders.moment(second + settings.pulse), standings)
        engine.install(market.snapshot, allowing: allowances)
    }

    private mutating func read(at second: Int) {
        let reader = readers.reader(&dice)
        var start = DecisionClock.now()
        var visit = engine.visit(reader.subject, on: reader.device, in: reader.country)
        for place in Slot.Place.onPages {
            let placement = engine.decide(place, for: &visit)
            let end = DecisionClock.now()
            clock.add(end - start)
            if let placement { offer(placement.flightNumber, at: second) }
            start = DecisionClock.now()
        }
    }

    /// Draws what becomes of an offer.
    private mutating func offer(_ flight: Int, at second: Int) {
        let chance = market.chances[flight]
        guard dice.roll() < chance.counted else { return }
        let delay = 1 + Int(dice.rollExponential(mean: chance.delay))
        guard delay < Self.longestDelay else { return }
        coming[(second + delay) % coming.count].append(Event(flight: Int32(flight), made: Int32(second)))
    }

    private mutating func happen(at second: Int) {
        let slot = second % coming.count
        for event in coming[slot] {
            let number = Int(event.flight)
            let entry = market.snapshot.entries[number]
            let viewable = Int(Offer.viewable / .seconds(1))
            guard entry.planned.flight.pricing.counts == .click || second - Int(event.made) <= viewable else {
                continue
            }
            guard standings[number].counted < entry.planned.flight.goal ?? .max else {
                beyond[number] += 1
                continue
            }
            standings[number].counted += 1
            standings[number].countedHere += 1
            pacer.count(entry.planned.flight.id, madeAt: SimulatedReaders.moment(Int(event.made)))
        }
        coming[slot].removeAll(keepingCapacity: true)
    }
}
