/// A time zone: what the clocks of a place show, from its compiled rules (TZif, RFC 9636).
package struct Zone: Sendable {
    /// How far the clocks are from UTC, and what that is called.
    struct Offset: Sendable, Hashable {
        /// Seconds east of UTC.
        let seconds: Int
        /// Such as `CEST`.
        let abbreviation: String
    }

    /// The name in the IANA database, such as `Europe/Berlin`.
    package let name: String
    /// Seconds since 1970 at which the clocks change, in order.
    let changes: [Int64]
    /// What holds from each change on.
    let offsets: [Offset]
    /// What held before the first change.
    let earliest: Offset
    /// What holds after the last change; without it, what held then goes on.
    let rule: ZoneRule?

    package static let utc = Zone(
        name: "UTC", changes: [], offsets: [], earliest: Offset(seconds: 0, abbreviation: "UTC"), rule: nil)

    /// The zone in which days and times are told: the site's, set for each page that is made.
    @TaskLocal package static var current = Zone.utc

    /// The offset that holds at a moment, in seconds since 1970.
    func offset(at moment: Int64) -> Offset {
        guard let first = changes.first, let last = changes.last else { return rule?.offset(at: moment) ?? earliest }
        if moment < first { return earliest }
        if moment >= last, let rule { return rule.offset(at: moment) }
        var low = 0
        var high = changes.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle] <= moment { low = middle } else { high = middle }
        }
        return offsets[low]
    }
}

extension Zone: Hashable {
    package static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
