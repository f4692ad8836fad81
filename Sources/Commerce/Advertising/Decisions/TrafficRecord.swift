import Database
import Kernel

/// What was asked for and offered, by hour, until it is written down.
struct TrafficRecord: Sendable {
    private struct SlotHour: Hashable {
        let hour: Int64
        let place: Slot.Place
    }

    private struct CreativeHour: Hashable {
        let hour: Int64
        let creative: Creative.ID
    }

    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 86_400_000

    private var slots: [SlotHour: SlotTraffic] = [:]
    private var offers: [CreativeHour: Int] = [:]
    /// By day since 1970.
    private var samples: [Int64: [SampledSlot: Int]] = [:]

    var isEmpty: Bool { slots.isEmpty }

    mutating func add(_ takings: DecisionEngine.Takings, at moment: Timestamp) {
        let hour = Self.hour(of: moment)
        for (place, traffic) in zip(Slot.Place.allCases, takings.traffic) where traffic.asked > 0 {
            slots[SlotHour(hour: hour, place: place), default: SlotTraffic()].asked += traffic.asked
            slots[SlotHour(hour: hour, place: place), default: SlotTraffic()].sold += traffic.sold
        }
        for (placement, count) in zip(takings.snapshot.placements, takings.made) where count > 0 {
            offers[CreativeHour(hour: hour, creative: placement.creative.id), default: 0] += Int(count)
        }
        add(takings.sampled, on: hour / Self.day)
    }

    mutating func add(_ other: TrafficRecord) {
        for (key, traffic) in other.slots {
            slots[key, default: SlotTraffic()].asked += traffic.asked
            slots[key, default: SlotTraffic()].sold += traffic.sold
        }
        offers.merge(other.offers, uniquingKeysWith: +)
        for (day, counts) in other.samples { add(counts, on: day) }
    }

    private mutating func add(_ counts: [SampledSlot: Int], on day: Int64) {
        for (slot, count) in counts {
            SampledSlot.count(slot, in: &samples[day, default: [:]], times: count)
        }
    }

    func write(_ connection: any Connection) throws {
        for (key, traffic) in slots.sorted(by: {
            ($0.key.hour, $0.key.place.number) < ($1.key.hour, $1.key.place.number)
        }) {
            try connection.execute(
                """
                INSERT INTO slot_traffic (hour, place, asked, sold)
                VALUES (\(key.hour), \(key.place), \(traffic.asked), \(traffic.sold))
                ON CONFLICT (hour, place) DO UPDATE SET asked = slot_traffic.asked + excluded.asked,
                    sold = slot_traffic.sold + excluded.sold
                """)
        }
        for (key, count) in offers.sorted(by: { ($0.key.hour, $0.key.creative) < ($1.key.hour, $1.key.creative) }) {
            try connection.execute(
                """
                INSERT INTO offer_count (hour, creative, offers) VALUES (\(key.hour), \(key.creative), \(count))
                ON CONFLICT (hour, creative) DO UPDATE SET offers = offer_count.offers + excluded.offers
                """)
        }
        for (day, counts) in samples.sorted(by: { $0.key < $1.key }) {
            try SampledSlot.write(counts, day: day, connection)
        }
    }

    /// The curve of the four weeks before an hour.
    static func curve(before moment: Timestamp, in zone: Zone, _ connection: any Connection) throws -> TrafficCurve {
        let end = hour(of: moment)
        let observations = try connection.rows(
            """
            SELECT hour, CAST(sum(asked) AS BIGINT) AS asked FROM slot_traffic
            WHERE hour >= \(end - 28 * 24 * hour) AND hour < \(end) GROUP BY hour
            """
        ).map { row in
            try TrafficCurve.Observation(
                hour: Timestamp(milliseconds: row.value("hour")), count: row.value("asked"))
        }
        return TrafficCurve(learnedFrom: observations, in: zone)
    }

    static func hour(of moment: Timestamp) -> Int64 {
        let remainder = moment.milliseconds % hour
        return moment.milliseconds - (remainder < 0 ? remainder + hour : remainder)
    }
}
