import Database
import Kernel

/// A kind of slot that was asked for: where, on what page, and on what device.
struct SampledSlot: Sendable, Hashable {
    /// So many kinds are told apart between two pulses, and while the store is away; what is beyond is told without its subject.
    static let mostKinds = 512
    /// In a day.
    static let mostRows = 5000
    /// So many days are kept.
    static let daysKept: Int64 = 35

    let place: Slot.Place
    let subject: PageSubject
    let device: DeviceClass

    /// The same slot of a page of which nothing is known.
    var withoutSubject: SampledSlot { SampledSlot(place: place, subject: PageSubject(), device: device) }

    /// As columns, after the day.
    private var columns: [String] {
        [
            place.rawValue, subject.section?.description ?? "",
            subject.topics.map(\.description).sorted().joined(separator: " "), subject.kind?.description ?? "",
            subject.language?.description ?? "", device.rawValue,
        ]
    }

    /// Counts one, without telling more than so many kinds apart.
    static func count(_ slot: SampledSlot, in counts: inout [SampledSlot: Int], times: Int = 1) {
        if counts[slot] != nil || counts.count < mostKinds {
            counts[slot, default: 0] += times
        } else {
            counts[slot.withoutSubject, default: 0] += times
        }
    }

    /// Adds what was sampled on a day, counted from 1970 in UTC.
    static func write(_ counts: [SampledSlot: Int], day: Int64, _ connection: any Connection) throws {
        guard !counts.isEmpty else { return }
        try connection.execute("DELETE FROM slot_sample WHERE day < \(day - daysKept)")
        let rows = try connection.value(Int.self, "SELECT count(*) FROM slot_sample WHERE day = \(day)") ?? 0
        var sums: [[String]: Int] = [:]
        for (slot, count) in counts {
            let isKnown = try rows < mostRows || exists(slot, day: day, connection)
            sums[(isKnown ? slot : slot.withoutSubject).columns, default: 0] += count
        }
        // In a fixed order, so that two servers don’t wait for each other.
        for (columns, count) in sums.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            try connection.execute(
                """
                INSERT INTO slot_sample (day, place, section, topics, kind, language, device, slots)
                VALUES (\(day), \(columns[0]), \(columns[1]), \(columns[2]), \(columns[3]), \(columns[4]), \(columns[5]),
                    \(count))
                ON CONFLICT (day, place, section, topics, kind, language, device)
                DO UPDATE SET slots = slot_sample.slots + excluded.slots
                """)
        }
    }

    private static func exists(_ slot: SampledSlot, day: Int64, _ connection: any Connection) throws -> Bool {
        let columns = slot.columns
        return try connection.value(
            Int.self,
            """
            SELECT 1 FROM slot_sample WHERE day = \(day) AND place = \(columns[0]) AND section = \(columns[1])
                AND topics = \(columns[2]) AND kind = \(columns[3]) AND language = \(columns[4])
                AND device = \(columns[5])
            """) != nil
    }
}
