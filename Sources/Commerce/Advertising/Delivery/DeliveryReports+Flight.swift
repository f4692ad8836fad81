import Database
package import Kernel

extension DeliveryReports {
    /// Of so many pages a report tells.
    package static let mostPages = 50

    /// No zone’s clocks are off from another’s by less than so many milliseconds.
    private static let step: Int64 = 900_000

    /// What was delivered of one flight up to a moment; `nil` when there is no such flight.
    package func delivery(of flight: Flight.ID, at moment: Timestamp, in zone: Zone) async throws -> FlightDelivery? {
        try await database.read { connection in
            guard let planned = try PlannedFlight.all(connection, id: flight).first else { return nil }
            let plan = try planned.plan(at: moment, in: zone, connection)
            let pages = try Self.parts("page", of: flight, limit: Self.mostPages + 1, connection)
            return FlightDelivery(
                hours: try Self.hours(of: planned, plan, until: moment, in: zone, connection),
                creatives: try Self.parts("creative", of: flight, limit: 1000, connection),
                places: try Self.parts("place", of: flight, limit: 10, connection),
                pages: Array(pages.prefix(Self.mostPages)),
                letters: try LetterAdvertising.runs(of: flight, connection), hasMorePages: pages.count > Self.mostPages,
                notCounted: try Self.notCounted(of: flight, connection),
                differences: try Self.differences(connection).filter { $0.flight == flight })
        }
    }

    private struct HourKey: Hashable, Comparable {
        let day: CalendarDay
        let hour: Int

        init(_ reading: ClockReading) {
            day = reading.day
            hour = reading.secondOfDay / 3600
        }

        static func < (left: Self, right: Self) -> Bool { (left.day, left.hour) < (right.day, right.hour) }
    }

    private static func hours(
        of planned: PlannedFlight, _ plan: FlightPlan?, until moment: Timestamp, in zone: Zone,
        _ connection: any Connection
    ) throws -> [FlightDelivery.Hour] {
        var hours: [HourKey: FlightDelivery.Hour] = [:]
        func change(_ time: Timestamp, _ body: (inout FlightDelivery.Hour) -> Void) {
            let key = HourKey(zone.reading(of: time))
            body(&hours[key, default: FlightDelivery.Hour(day: key.day, hour: key.hour)])
        }
        for row in try connection.rows(
            """
            SELECT at / \(step) AS step, event, CASE WHEN outcome = 'counted' THEN 1 ELSE 0 END AS counts,
                count(*) AS number
            FROM offer_event WHERE flight = \(planned.flight.id) GROUP BY 1, 2, 3
            """)
        {
            let number = try row.value("number", as: Int.self)
            let event = try row.value("event", as: OfferEvent.self)
            let isCounted = try row.value("counts", as: Int.self) == 1
            change(Timestamp(milliseconds: try row.value("step", as: Int64.self) * step)) { hour in
                if isCounted { hour.counts[event] += number } else { hour.notCounted += number }
            }
        }
        if let plan {
            let spread = planned.spread(in: zone)
            var time = spread.lowerBound
            let end = min(moment, spread.upperBound)
            while time < end {
                let next = min(end, Timestamp(milliseconds: (time.milliseconds / step + 1) * step))
                change(time) { $0.planned = ($0.planned ?? 0) + plan.due(from: time, to: next) }
                time = next
            }
        }
        return hours.sorted { $0.key < $1.key }.map(\.value)
    }

    /// - Parameter column: Of the ledger.
    private static func parts(
        _ column: SQL, of flight: Flight.ID, limit: Int, _ connection: any Connection
    ) throws -> [FlightDelivery.Part] {
        try connection.rows(
            """
            SELECT \(column) AS subject, CAST(sum(CASE WHEN event = 'view' THEN 1 ELSE 0 END) AS BIGINT) AS views,
                CAST(sum(CASE WHEN event = 'click' THEN 1 ELSE 0 END) AS BIGINT) AS clicks
            FROM offer_event WHERE flight = \(flight) AND outcome = 'counted' GROUP BY \(column)
            ORDER BY 2 DESC, 3 DESC, 1 LIMIT \(limit)
            """
        ).map { row in
            try FlightDelivery.Part(
                subject: row.value("subject"),
                counts: DeliveryCounts(views: row.value("views"), clicks: row.value("clicks")))
        }
    }

    private static func notCounted(
        of flight: Flight.ID, _ connection: any Connection
    ) throws -> [Hit.Outcome: DeliveryCounts] {
        var counts: [Hit.Outcome: DeliveryCounts] = [:]
        for row in try connection.rows(
            """
            SELECT outcome, event, count(*) AS number FROM offer_event
            WHERE flight = \(flight) AND outcome <> 'counted' GROUP BY outcome, event
            """)
        {
            counts[try row.value("outcome"), default: DeliveryCounts()][try row.value("event")] +=
                try row.value("number", as: Int.self)
        }
        return counts
    }
}
