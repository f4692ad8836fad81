package import Database
package import Kernel

/// Makes forecasts from the traffic that was written down and from what is booked.
package struct ForecastStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    private static let days: Int64 = 28
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 86_400_000
    /// How far ahead a flight may end.
    private static let horizon = 800

    /// What can be expected from a moment on.
    package func forecast(at moment: Timestamp, in zone: Zone) async throws -> Forecast {
        try await database.read { connection in
            let today = zone.reading(of: moment).day
            let curve = try TrafficRecord.curve(before: moment, in: zone, connection)
            let end = zone.start(of: today.advanced(byDays: Self.horizon))
            let traffic = try Self.traffic(before: moment, connection)
            let viewRate = try Self.viewRate(since: moment, connection)
            return Forecast(
                now: moment, zone: zone, hourly: traffic.hourly,
                cells: try Self.cells(before: moment, connection),
                bookings: try Self.bookings(at: moment, in: zone, viewRate, connection),
                calendar: PacingCalendar(curve, over: moment..<end, in: zone), viewRate: viewRate,
                deviation: Self.deviation(of: traffic.slots, curve, in: zone))
        }
    }

    private static func traffic(
        before moment: Timestamp, _ connection: any Connection
    ) throws -> (hourly: [Slot.Place: Double], slots: [Int64: Double]) {
        let end = TrafficRecord.hour(of: moment)
        var places: [Slot.Place: Double] = [:]
        var slots: [Int64: Double] = [:]
        for row in try connection.rows(
            """
            SELECT hour, place, asked FROM slot_traffic
            WHERE hour >= \(end - days * day) AND hour < \(end)
            """)
        {
            let asked = Double(try row.value("asked", as: Int.self))
            places[try row.value("place"), default: 0] += asked
            slots[try row.value("hour", as: Int64.self), default: 0] += asked
        }
        // An hour without a row had no readers, if it isn’t from before the first.
        guard let first = slots.keys.min(), (end - first) / hour >= 24 else { return ([:], slots) }
        let count = Double((end - first) / hour)
        return (places.mapValues { $0 / count }, slots)
    }

    /// How far whole days were off from what the hours of the week let expect.
    private static func deviation(of slots: [Int64: Double], _ curve: TrafficCurve, in zone: Zone) -> Double {
        var days: [CalendarDay: (asked: Double, weight: Double, hours: Int)] = [:]
        for (hour, asked) in slots {
            let reading = zone.reading(of: Timestamp(milliseconds: hour))
            let old = days[reading.day] ?? (0, 0, 0)
            days[reading.day] = (old.asked + asked, old.weight + curve.weight(of: reading), old.hours + 1)
        }
        let ratios = days.values.filter { $0.hours >= 20 && $0.weight > 0 }.map { $0.asked / $0.weight }
        let mean = ratios.reduce(0, +) / Double(max(1, ratios.count))
        // A few days say little of how they differ.
        guard ratios.count >= 5, mean > 0 else { return 0.3 }
        let variance = ratios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(ratios.count - 1)
        return max(0.05, variance.squareRoot() / mean)
    }

    private static func cells(before moment: Timestamp, _ connection: any Connection) throws -> [Forecast.Cell] {
        let today = moment.milliseconds / day
        let rows = try connection.rows(
            """
            SELECT place, section, topics, kind, language, device, CAST(sum(slots) AS BIGINT) AS slots
            FROM slot_sample WHERE day > \(today - days) AND day <= \(today)
            GROUP BY place, section, topics, kind, language, device
            """)
        var totals: [Slot.Place: Int] = [:]
        for row in rows { totals[try row.value("place"), default: 0] += try row.value("slots", as: Int.self) }
        var cells = try rows.map { row in
            let place = try row.value("place", as: Slot.Place.self)
            let seen = try row.value("slots", as: Int.self)
            let topics = try row.value("topics", as: String.self).split(separator: " ")
            return try Forecast.Cell(
                place: place, section: Slug(validating: row.value("section", as: String.self)),
                topics: Set(topics.compactMap { Slug(validating: $0) }),
                kind: Slug(validating: row.value("kind", as: String.self)),
                languages: Set(
                    LanguageTag(row.value("language", as: String.self))?.withWhatItIsPartOf ?? []),
                device: DeviceClass(rawValue: row.value("device", as: String.self)),
                share: Double(seen) / Double(totals[place] ?? 1), seen: seen)
        }
        // Where nothing was sampled yet, nothing is known of the pages.
        for place in Slot.Place.onPages where totals[place] == nil {
            cells.append(
                Forecast.Cell(
                    place: place, section: nil, topics: [], kind: nil, languages: [], device: nil, share: 1, seen: 0))
        }
        return cells
    }

    /// What part of the offers of the last four weeks was seen; what is usual counts like a thousand of them.
    ///
    /// Frames of third parties are left out: who sees those has agreed to it.
    private static func viewRate(since moment: Timestamp, _ connection: any Connection) throws -> Double {
        let begin = TrafficRecord.hour(of: moment) - days * day
        let offers =
            try connection.value(
                Int.self,
                """
                SELECT CAST(coalesce(sum(offers), 0) AS BIGINT) FROM offer_count
                WHERE hour >= \(begin) AND creative NOT IN (SELECT id FROM creative WHERE frame IS NOT NULL)
                """) ?? 0
        let since = Timestamp(milliseconds: begin)..<Timestamp(milliseconds: .max)
        let ledger = try LedgerSums.source(during: since, connection)
        let views =
            try connection.value(
                Int.self,
                """
                SELECT CAST(coalesce(sum(number), 0) AS BIGINT)
                FROM \(ledger)
                WHERE event = 'view' AND outcome = 'counted'
                    AND flight NOT IN (SELECT flight FROM creative WHERE frame IS NOT NULL)
                """) ?? 0
        return min(1, (Double(views) + 700) / (Double(offers) + 1000))
    }

    private static func bookings(
        at moment: Timestamp, in zone: Zone, _ viewRate: Double, _ connection: any Connection
    ) throws -> [Forecast.Booking] {
        let read = try LiveFlights.Bookings.read(connection, on: zone.reading(of: moment).day)
        let live = LiveFlights(read, at: moment, in: zone, leavesOut: false)
        let counted = try FlightTally.counted(live.entries.map(\.planned.flight.id), connection)
        var offers: [Flight.ID: Int] = [:]
        for row in try connection.rows(
            """
            SELECT flight, CAST(sum(offers) AS BIGINT) AS offers FROM offer_count
                JOIN creative ON creative.id = offer_count.creative GROUP BY flight
            """)
        { offers[try row.value("flight")] = try row.value("offers", as: Int.self) }
        return live.entries.enumerated().filter { moment < $0.element.period.upperBound }.map { number, entry in
            let flight = entry.planned.flight
            let counts = counted[flight.id] ?? .init()
            let made = Double(offers[flight.id] ?? 0)
            let clickRate = (Double(counts.clicks) + 2) / (made + 400)
            // Who sees a frame of a third party has agreed to it, which is known once some were asked.
            let consentRate = (Double(counts.views) + 5) / (made + 50)
            return Forecast.Booking(
                flight: flight, period: entry.period,
                places: Set(Slot.Place.onPages.filter { !live.byPlace[$0.number][number].isEmpty }),
                rate: flight.pricing.counts == .click
                    ? min(1, clickRate) : entry.isTag ? min(1, consentRate) : viewRate,
                counted: counts[flight.pricing.counts])
        }
    }
}
