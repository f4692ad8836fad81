import Kernel

/// How much of the traffic lies between two moments, in some hours of the day: a curve laid over the days of a calendar.
struct PacingCalendar: Sendable {
    /// Half an hour, in milliseconds: no zone’s clocks are further off from each other’s hours, a few of a quarter aside.
    private static let step: Int64 = 1_800_000

    private let start: Int64
    /// Of each step, the hour of the day at its middle and what it weighs.
    private let hours: [UInt8]
    private let weights: [Double]
    /// For each hour of the day, what its steps weigh before each step; together for all, in the last.
    private let before: [[Double]]

    init(_ curve: TrafficCurve, over period: Range<Timestamp>, in zone: Zone) {
        let first = Self.floor(period.lowerBound.milliseconds)
        let count = Int((period.upperBound.milliseconds - first + Self.step - 1) / Self.step)
        start = first
        var hours: [UInt8] = []
        var weights: [Double] = []
        var before = [[Double]](repeating: [0], count: 25)
        for number in 0..<max(0, count) {
            let middle = Timestamp(milliseconds: first + Int64(number) * Self.step + Self.step / 2)
            let reading = zone.reading(of: middle)
            let hour = reading.secondOfDay / 3600
            let weight = curve.weight(of: reading)
            hours.append(UInt8(hour))
            weights.append(weight)
            for index in 0..<24 { before[index].append(before[index][number] + (index == hour ? weight : 0)) }
            before[24].append(before[24][number] + weight)
        }
        self.hours = hours
        self.weights = weights
        self.before = before
    }

    static let everyHour: UInt32 = 0xFF_FFFF

    /// What lies between two moments in the hours of a mask (the lowest bit is for midnight).
    func weight(from: Timestamp, to: Timestamp, hours mask: UInt32) -> Double {
        max(0, weight(before: to, mask) - weight(before: from, mask))
    }

    private func weight(before moment: Timestamp, _ mask: UInt32) -> Double {
        let offset = moment.milliseconds - start
        guard offset > 0 else { return 0 }
        let index = min(Int(offset / Self.step), hours.count)
        var sum = 0.0
        if mask == Self.everyHour {
            sum = before[24][index]
        } else {
            var rest = mask
            while rest != 0 {
                sum += before[rest.trailingZeroBitCount][index]
                rest &= rest - 1
            }
        }
        guard index < hours.count, mask >> UInt32(hours[index]) & 1 == 1 else { return sum }
        return sum + weights[index] * Double(offset - Int64(index) * Self.step) / Double(Self.step)
    }

    private static func floor(_ milliseconds: Int64) -> Int64 {
        let remainder = milliseconds % step
        return milliseconds - (remainder < 0 ? remainder + step : remainder)
    }
}
