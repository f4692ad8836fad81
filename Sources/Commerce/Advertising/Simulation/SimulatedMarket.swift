import Kernel

/// Flights for the invented site, each sold for what there is for it beside the others, a few for more.
struct SimulatedMarket {
    /// What becomes of the offers of a flight.
    struct Chance {
        /// That an offer is counted as the flight’s goal counts.
        let counted: Double
        /// In seconds, in the mean.
        let delay: Double
    }

    let snapshot: LiveFlights
    let chances: [Chance]
    let curve: TrafficCurve
    /// Whether a flight was sold for no more than there is.
    let isDeliverable: [Bool]

    private static let sampled = 30_000
    /// Of the logarithm of what flights want of their slots.
    private static let deviation = 0.8

    init(_ settings: AdvertisingSimulation.Settings, _ readers: SimulatedReaders, _ dice: inout Dice) {
        curve = TrafficCurve(learnedFrom: readers.past, in: .utc)
        var bookings = Self.bookings(settings, readers, &dice)
        let draft = LiveFlights(bookings, at: SimulatedReaders.start, in: .utc, leavesOut: false)
        chances = draft.entries.map { entry in
            switch entry.planned.flight.pricing.counts {
            case .view: Chance(counted: 0.5 + 0.4 * dice.roll(), delay: 20)
            case .click: Chance(counted: 0.003 + 0.012 * dice.roll(), delay: 60)
            }
        }
        let inventory = Self.inventory(draft, settings, readers, &dice)
        var free = [Double](repeating: settings.sold, count: Self.sampled * 3)
        let perSample = Double(settings.pageViews) / Double(Self.sampled)
        var goals: [Int] = Array(repeating: 0, count: draft.entries.count)
        var isDeliverable = Array(repeating: true, count: draft.entries.count)
        // So that four fifths of what may be sold are wanted, all flights together.
        let standing = Double(inventory.reduce(0) { $0 + $1.count }) / Double(free.count)
        let median = 0.8 * settings.sold / max(1, standing) / dice.meanOfLogNormal(deviation: Self.deviation)
        // Those with few slots choose first.
        for number in draft.entries.indices.sorted(by: { inventory[$0].count < inventory[$1].count }) {
            let slots = inventory[number]
            guard !slots.isEmpty else { continue }
            // It stands once on a page, whatever the number of its places.
            let places = draft.standing.count { $0.contains(number) }
            let wanted = min(
                0.75 / Double(places), dice.rollLogNormal(median: median, deviation: Self.deviation))
            var taken = 0.0
            for slot in slots {
                let part = min(wanted, free[slot])
                free[slot] -= part
                taken += part
            }
            var goal = taken * perSample * chances[number].counted
            if dice.roll() < settings.oversold {
                isDeliverable[number] = false
                goal += 4 * Double(slots.count) * perSample * chances[number].counted
            } else if taken < wanted * Double(slots.count) / 2 {
                // What is left lies where nobody else wanted it, and not as readers come.
                isDeliverable[number] = false
            }
            goals[number] = Int(goal)
        }
        for (number, entry) in draft.entries.enumerated() {
            guard let index = bookings.flights.firstIndex(where: { $0.flight.id == entry.planned.flight.id }) else {
                continue
            }
            bookings.flights[index] = PlannedFlight(
                flight: entry.planned.flight.selling(max(1, goals[number])), since: SimulatedReaders.start,
                countedBefore: 0)
        }
        snapshot = LiveFlights(bookings, at: SimulatedReaders.start, in: .utc, leavesOut: false)
        self.isDeliverable = zip(isDeliverable, goals).map { $0 && $1 >= 50 }
    }

    /// Of each flight the slots of a sample of pages in which it may stand.
    private static func inventory(
        _ draft: LiveFlights, _ settings: AdvertisingSimulation.Settings, _ readers: SimulatedReaders,
        _ dice: inout Dice
    ) -> [[Int]] {
        var inventory: [[Int]] = Array(repeating: [], count: draft.entries.count)
        for sample in 0..<sampled {
            let second = readers.second(&dice)
            let reader = readers.reader(&dice)
            var set = draft.flights(for: reader.subject)
            set.formIntersection(draft.flights(on: reader.device, in: reader.country))
            let moment = SimulatedReaders.moment(second)
            for place in Slot.Place.onPages {
                FlightSet.forEach(in: set, set, draft.standing[place.number]) { number in
                    let entry = draft.entries[number]
                    guard entry.period.contains(moment), entry.hours >> UInt32(second / 3600 % 24) & 1 == 1 else {
                        return
                    }
                    inventory[number].append(sample * 3 + place.number)
                }
            }
        }
        return inventory
    }

    private static func bookings(
        _ settings: AdvertisingSimulation.Settings, _ readers: SimulatedReaders, _ dice: inout Dice
    ) -> LiveFlights.Bookings {
        var bookings = LiveFlights.Bookings()
        let categories = (0..<60).compactMap { Slug(validating: "category-\($0)") }
        let since = SimulatedReaders.start.day
        for number in 0..<150 {
            guard let slug = Slug(validating: "partner-\(number)") else { continue }
            bookings.partners[slug] = Partner(
                slug: slug, name: "Partner \(number)", relationship: .advertiser, domain: "partner-\(number).example",
                since: since, ended: nil, about: "Simulated.")
            bookings.advertisers[slug] = Advertiser(
                partner: slug, name: "Partner \(number)",
                categories: Set((0..<1 + dice.roll(below: 2)).map { _ in categories[dice.roll(below: 60)] }))
            let campaign = Campaign(
                id: Campaign.ID(at: SimulatedReaders.start), advertiser: slug, name: "Campaign", currency: .euro)
            bookings.campaigns[campaign.id] = campaign
        }
        let campaigns = bookings.campaigns.values.sorted { $0.advertiser < $1.advertiser }
        for number in 0..<settings.flights {
            let flight = flight(number, of: campaigns[dice.roll(below: campaigns.count)], settings, readers, &dice)
            bookings.flights.append(PlannedFlight(flight: flight, since: SimulatedReaders.start, countedBefore: 0))
            let places = Slot.Place.onPages.filter { _ in dice.roll() < 0.6 }
            for place in places.isEmpty ? [.top] : places {
                bookings.creatives.append(
                    Creative(
                        id: Creative.ID(at: SimulatedReaders.start), flight: flight.id, name: "Creative", place: place,
                        content: .text(headline: "Simulated", text: "Simulated."),
                        destination: "https://\(flight.campaign).example/"))
            }
        }
        return bookings
    }

    private static func flight(
        _ number: Int, of campaign: Campaign, _ settings: AdvertisingSimulation.Settings, _ readers: SimulatedReaders,
        _ dice: inout Dice
    ) -> Flight {
        var targeting = Targeting()
        if dice.roll() < 0.35 { targeting.sections = dice.some(of: readers.sections, 1...3) }
        if dice.roll() < 0.2 { targeting.topics = dice.some(of: readers.topics, 2...12) }
        if dice.roll() < 0.15 { targeting.kinds = dice.some(of: readers.kinds, 1...2) }
        if dice.roll() < 0.15 { targeting.languages = dice.some(of: readers.languages, 1...1) }
        if dice.roll() < 0.2 { targeting.devices = dice.some(of: DeviceClass.allCases, 1...2) }
        if dice.roll() < 0.2 { targeting.countries = dice.some(of: readers.countries, 1...2) }
        if dice.roll() < 0.1 {
            let first = dice.roll(below: 24)
            targeting.hours = Set((0..<4 + dice.roll(below: 12)).map { (first + $0) % 24 })
        }
        var first = 0
        var last = settings.days - 1
        if dice.roll() < 0.4 {
            first = dice.roll(below: settings.days)
            last = first + dice.roll(below: settings.days - first)
        }
        let price = Int64(dice.rollLogNormal(median: 4000, deviation: 0.7)) * 1000
        let pricing: Pricing =
            switch dice.roll() {
            case ..<0.75: .perThousandViews(Money(micros: max(1000, price), .euro))
            case ..<0.9: .perClick(Money(micros: max(1000, price / 8), .euro))
            default: .flat(views: 1)
            }
        let day = SimulatedReaders.start.day
        return Flight(
            id: Flight.ID(at: SimulatedReaders.start), campaign: campaign.id, name: "Flight \(number)",
            first: day.advanced(byDays: first), last: day.advanced(byDays: last), budget: .zero(.euro),
            pricing: pricing, pacing: dice.roll() < 0.8 ? .even : .fast, priority: 1 + dice.roll(below: 10),
            targeting: targeting)
    }
}

extension Dice {
    fileprivate mutating func some<Value: Hashable>(of values: [Value], _ counts: ClosedRange<Int>) -> Set<Value> {
        let count = counts.lowerBound + roll(below: counts.count)
        return Set((0..<count).map { _ in values[roll(below: values.count)] })
    }
}

extension Flight {
    /// The same, for a budget that buys so much.
    fileprivate func selling(_ goal: Int) -> Flight {
        let (budget, pricing): (Int64, Pricing) =
            switch pricing {
            case .perThousandViews(let price): (price.micros / 1000 * Int64(goal), pricing)
            case .perClick(let price): (price.micros * Int64(goal), pricing)
            case .flat: (Int64(goal) * 3000, .flat(views: goal))
            case .commission: (0, pricing)
            }
        return Flight(
            id: id, campaign: campaign, name: name, first: first, last: last, budget: Money(micros: budget, .euro),
            pricing: pricing, pacing: pacing, priority: priority, targeting: targeting, isPaused: isPaused)
    }
}
