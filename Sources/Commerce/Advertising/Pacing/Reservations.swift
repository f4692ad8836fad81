import Kernel

/// The offers of one flight that one node has made and that may still be counted, by when they were made.
///
/// An offer reserves what it may cost; what wasn’t counted when its time is over is given back.
struct Reservations: Sendable {
    /// In milliseconds.
    static let bucket: Int64 = 30_000
    /// One more than the time has room for: an offer made at the end of its bucket may be counted for as long as one that
    /// was made at its beginning.
    private static let count = Int(Offer.viewable / .milliseconds(1)) / Int(bucket) + 1

    private var made = [Int32](repeating: 0, count: Reservations.count)
    private var counted = [Int32](repeating: 0, count: Reservations.count)
    /// The number of the youngest bucket, from 1970 on; it never goes back, whatever the clock does.
    private var youngest: Int64 = 0

    /// Offers whose time isn’t over.
    private(set) var open = 0
    /// How many of those were counted.
    private(set) var countedOfOpen = 0
    /// Offers whose time is over, and what was counted of them; the older, the less they matter.
    private(set) var settled = 0.0
    private(set) var countedOfSettled = 0.0

    /// How many may still be counted.
    var unresolved: Int { open - countedOfOpen }

    /// Goes on to a moment: what is too old by then is given back.
    mutating func advance(to moment: Timestamp) {
        let now = moment.milliseconds / Self.bucket
        guard now > youngest else { return }
        let steps = min(now - youngest, Int64(Self.count))
        youngest = now
        for step in 0..<steps {
            let index = Int((now - step) % Int64(Self.count))
            settled += Double(made[index])
            countedOfSettled += Double(counted[index])
            open -= Int(made[index])
            countedOfOpen -= Int(counted[index])
            made[index] = 0
            counted[index] = 0
        }
        if settled > 20_000 {
            settled /= 2
            countedOfSettled /= 2
        }
    }

    /// Reserves for offers that were made just now.
    mutating func reserve(_ offers: Int) {
        guard offers > 0 else { return }
        made[Int(youngest % Int64(Self.count))] += Int32(offers)
        open += offers
    }

    /// One of the offers was counted that were made at a moment.
    mutating func count(madeAt moment: Timestamp) {
        let bucket = moment.milliseconds / Self.bucket
        guard bucket <= youngest, bucket > youngest - Int64(Self.count) else {
            countedOfSettled += 1
            return
        }
        count(inBucket: bucket)
    }

    /// Some of the offers were counted, nobody knows which: the oldest, so that rather too much stays reserved.
    mutating func countOldest(_ number: Int) {
        var rest = number
        var bucket = youngest - Int64(Self.count) + 1
        while rest > 0, bucket <= youngest {
            let index = Int(max(0, bucket) % Int64(Self.count))
            if counted[index] < made[index] {
                count(inBucket: bucket)
                rest -= 1
            } else {
                bucket += 1
            }
        }
        countedOfSettled += Double(rest)
    }

    private mutating func count(inBucket bucket: Int64) {
        let index = Int(bucket % Int64(Self.count))
        guard counted[index] < made[index] else {
            countedOfSettled += 1
            return
        }
        counted[index] += 1
        countedOfOpen += 1
    }
}
