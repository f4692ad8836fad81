import Kernel

/// The flights that may run about now, ready to be asked; made anew with each change.
package final class LiveFlights: Sendable {
    /// A flight with what is worked out once.
    struct Entry: Sendable {
        let planned: PlannedFlight
        /// When it runs.
        let period: Range<Timestamp>
        /// Over what its budget is spread, even if something ends it before.
        let spread: Range<Timestamp>
        /// Bits of the hours in which it runs.
        let hours: UInt32
        /// What all of it earns, in millionths; currencies are not converted.
        let worth: Double
        /// Whether it shows frames of third parties, which are seen by readers who agreed to them and by nobody else.
        let isTag: Bool
    }

    /// A creative with its flight: what a decision answers.
    package final class Placement: Sendable {
        package let creative: Creative
        package let flight: Flight
        /// In its snapshot.
        let flightNumber: Int
        let number: Int
        /// Of its advertiser.
        let categories: Set<Slug>

        init(creative: Creative, flight: Flight, flightNumber: Int, number: Int, categories: Set<Slug>) {
            self.creative = creative
            self.flight = flight
            self.flightNumber = flightNumber
            self.number = number
            self.categories = categories
        }
    }

    let entries: [Entry]
    let placements: [Placement]
    /// By place and flight.
    let byPlace: [[[Placement]]]
    /// By place: the flights that have a creative for it.
    let standing: [FlightSet]
    let tiers: [FlightSet]
    /// Those that show frames of third parties.
    let tags: FlightSet
    /// By flight: those that can’t stand beside it.
    let rivals: [FlightSet]
    private let sections: TargetIndex<Slug>
    private let topics: TargetIndex<Slug>
    private let kinds: TargetIndex<Slug>
    private let languages: TargetIndex<String>
    private let devices: TargetIndex<DeviceClass>
    private let countries: TargetIndex<Country>
    private let categories: [Slug: FlightSet]

    /// What a snapshot is made of, as the stores have it.
    struct Bookings: Sendable {
        var flights: [PlannedFlight] = []
        var campaigns: [Campaign.ID: Campaign] = [:]
        var advertisers: [Slug: Advertiser] = [:]
        var partners: [Slug: Partner] = [:]
        var creatives: [Creative] = []
        var blocklist = Blocklist([])
        /// What flights that cost nothing are worth, in micros, so that they aren’t passed over.
        var worths: [Flight.ID: Int64] = [:]
    }

    /// Nothing runs.
    package convenience init() { self.init(Bookings(), at: Timestamp(milliseconds: 0), in: .utc) }

    /// - Parameters:
    ///   - moment: Of now.
    ///   - leavesOut: Whether flights that are over by a day, or begin more than a day later, are left out.
    ///   - places: Only what stands in these.
    init(
        _ bookings: Bookings, at moment: Timestamp, in zone: Zone, leavesOut: Bool = true,
        places: [Slot.Place] = Slot.Place.onPages
    ) {
        let creatives = bookings.creativesByFlight.mapValues { $0.filter { places.contains($0.place) } }
            .filter { !$0.value.isEmpty }
        var entries: [Entry] = []
        var placements: [Placement] = []
        var byPlace = Slot.Place.allCases.map { _ in [[Placement]]() }
        var advertisers: [Advertiser] = []
        for planned in bookings.flights {
            let flight = planned.flight
            guard let creatives = creatives[flight.id],
                let (advertiser, period) = bookings.runs(flight, at: leavesOut ? moment : nil, in: zone)
            else { continue }
            let number = entries.count
            var mine: [Slot.Place: [Placement]] = [:]
            for creative in creatives {
                let placement = Placement(
                    creative: creative, flight: flight, flightNumber: number, number: placements.count,
                    categories: advertiser.categories)
                placements.append(placement)
                mine[creative.place, default: []].append(placement)
            }
            for place in Slot.Place.allCases { byPlace[place.number].append(mine[place] ?? []) }
            advertisers.append(advertiser)
            entries.append(
                Entry(
                    planned: planned, period: period, spread: planned.spread(in: zone),
                    hours: flight.targeting.hourMask,
                    worth: Double(bookings.worths[flight.id] ?? flight.budget.micros),
                    isTag: creatives.contains { $0.tag != nil }))
        }
        self.entries = entries
        self.placements = placements
        self.byPlace = byPlace
        standing = byPlace.map { FlightSet(of: $0.map { !$0.isEmpty }) }
        tiers = Flight.Tier.allCases.map { tier in FlightSet(of: entries.map { $0.planned.flight.tier == tier }) }
        tags = FlightSet(of: entries.map(\.isTag))
        let targets = entries.map(\.planned.flight.targeting)
        sections = TargetIndex(targets.map(\.sections))
        topics = TargetIndex(targets.map(\.topics))
        kinds = TargetIndex(targets.map(\.kinds))
        languages = TargetIndex(targets.map { Set($0.languages.map(\.description)) })
        devices = TargetIndex(targets.map(\.devices))
        countries = TargetIndex(targets.map(\.countries))
        var categories: [Slug: FlightSet] = [:]
        for (number, advertiser) in advertisers.enumerated() {
            for category in advertiser.categories {
                categories[category, default: FlightSet(capacity: entries.count)].insert(number)
            }
        }
        self.categories = categories
        rivals = advertisers.map { advertiser in
            Self.union(of: advertiser.categories, in: categories, capacity: entries.count)
        }
    }

    /// The flights that agree with what a page is about.
    func flights(for subject: PageSubject) -> FlightSet {
        var set = sections[subject.section]
        set.formIntersection(topics[subject.topics])
        set.formIntersection(kinds[subject.kind])
        set.formIntersection(languages[subject.language?.withWhatItIsPartOf ?? []])
        return set
    }

    /// The flights that agree with what a page is read on, and where.
    func flights(on device: DeviceClass, in country: Country?) -> FlightSet {
        var set = devices[device]
        set.formIntersection(countries[country])
        return set
    }

    /// Those that can’t stand beside advertisers of these categories.
    func rivals(of names: Set<Slug>) -> FlightSet {
        Self.union(of: names, in: categories, capacity: entries.count)
    }

    private static func union(of names: Set<Slug>, in sets: [Slug: FlightSet], capacity: Int) -> FlightSet {
        var union = FlightSet(capacity: capacity)
        for name in names { if let set = sets[name] { union.formUnion(set) } }
        return union
    }
}

extension LiveFlights.Bookings {
    /// The partners with a flight that runs on a day.
    ///
    /// - Parameter allowsFrames: Whether the site shows frames of third parties.
    func partners(payingOn day: CalendarDay, allowsFrames: Bool) -> Set<Slug> {
        let creatives = creativesByFlight.filter { allowsFrames || $0.value.allSatisfy { $0.tag == nil } }
        // Days are compared with days, so one zone is as good as another.
        let begins = Zone.utc.start(of: day)
        return Set(
            flights.map(\.flight).compactMap { flight in
                guard creatives[flight.id] != nil, let (advertiser, period) = runs(flight, at: nil, in: .utc),
                    period.contains(begins)
                else { return nil }
                return advertiser.partner
            })
    }

    /// Those that may be shown.
    fileprivate var creativesByFlight: [Flight.ID: [Creative]] {
        Dictionary(
            grouping: creatives.filter { $0.ended == nil && blocklist.allows(destination: $0.destination) },
            by: \.flight)
    }

    /// Whose flight it is and when it runs, if it may at all.
    fileprivate func runs(
        _ flight: Flight, at moment: Timestamp?, in zone: Zone
    ) -> (advertiser: Advertiser, period: Range<Timestamp>)? {
        guard !flight.isPaused, let campaign = campaigns[flight.campaign],
            let advertiser = advertisers[campaign.advertiser], let partner = partners[advertiser.partner],
            blocklist.allows(advertiser)
        else { return nil }
        var period = flight.period(in: zone)
        // Whatever ends first ends it; the plan is still the flight’s own.
        let lasts = [campaign.ended, advertiser.ended, partner.ended].compactMap(\.self)
        if let last = lasts.min() {
            period = period.clamped(to: Timestamp.distantPast..<zone.start(of: last.advanced(byDays: 1)))
        }
        period = period.clamped(to: zone.start(of: partner.since)..<Timestamp(milliseconds: .max))
        let day = Duration.seconds(86_400)
        guard !period.isEmpty else { return nil }
        if let moment, moment.advanced(by: day) < period.lowerBound || period.upperBound.advanced(by: day) < moment {
            return nil
        }
        return (advertiser, period)
    }
}

extension Slot.Place {
    /// In the order of all of them, from 0.
    var number: Int {
        switch self {
        case .top: 0
        case .rail: 1
        case .end: 2
        case .newsletter: 3
        }
    }
}

extension Timestamp {
    fileprivate static let distantPast = Timestamp(milliseconds: .min)
}

extension LanguageTag {
    /// Itself and what it is a kind of: `en-GB`, `en`.
    var withWhatItIsPartOf: [String] {
        let parts = description.split(separator: "-")
        return (1...parts.count).map { parts.prefix($0).joined(separator: "-") }
    }
}
