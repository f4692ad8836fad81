import Kernel

/// How often networks send: for each a bucket of tokens by the minute and one by the hour.
///
/// Networks are told apart by a hash under a seed that ends with the process. At most ``most`` are remembered: when there
/// are more, those that were not heard of for longest are forgotten.
struct NetworkRates: Sendable {
    struct Limit: Sendable, Hashable {
        let perMinute: Int
        let perHour: Int
    }

    private struct Buckets {
        var minute: Double
        var hour: Double
        var at: Timestamp
    }

    static let most = 50_000

    // Two generations instead of a list in the order of use: when the younger is full, it becomes the elder.
    private var young: [Int: Buckets] = [:]
    private var old: [Int: Buckets] = [:]

    /// How many networks are remembered.
    var count: Int { young.count + old.count }

    /// Takes a token of each bucket; whether there were any.
    mutating func admits(_ network: AddressPrefix, at moment: Timestamp, _ limit: Limit) -> Bool {
        let key = network.hashValue
        let (perMinute, perHour) = (Double(limit.perMinute), Double(limit.perHour))
        var buckets =
            young[key] ?? old.removeValue(forKey: key)
            ?? Buckets(minute: perMinute, hour: perHour, at: moment)
        // A clock that was set back fills nothing.
        let passed = Double(max(moment.milliseconds - buckets.at.milliseconds, 0))
        buckets.minute = min(buckets.minute + passed * perMinute / 60_000, perMinute)
        buckets.hour = min(buckets.hour + passed * perHour / 3_600_000, perHour)
        buckets.at = max(buckets.at, moment)
        let admits = buckets.minute >= 1 && buckets.hour >= 1
        if admits {
            buckets.minute -= 1
            buckets.hour -= 1
        }
        if young.count >= Self.most / 2, young[key] == nil {
            old = young
            young = [:]
        }
        young[key] = buckets
        return admits
    }
}
