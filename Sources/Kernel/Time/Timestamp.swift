/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z without leap seconds: the form in which stores keep it.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    /// The moment that lies `duration` later.
    package func advanced(by duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        return Timestamp(milliseconds: milliseconds + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }

    /// The day on which this moment falls in UTC.
    package var day: CalendarDay { CalendarDay(daysSince1970: Int(milliseconds.floorDivided(by: 86_400_000))) }

    var secondsOfDay: Int { Int(milliseconds.floorRemainder(by: 86_400_000)) / 1000 }

    private var clockTime: String {
        let seconds = secondsOfDay
        return "\(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
    }

    /// `2015-07-06T14:03:09Z`, as RFC 3339 has it, in whole seconds.
    package var rfc3339: String { "\(day)T\(clockTime)Z" }

    /// `Mon, 06 Jul 2015 14:03:09 GMT`, the IMF-fixdate of RFC 9110 §5.6.7, which also serves RSS.
    package var httpDate: String {
        let day = day
        return "\(day.weekday.prefix(3)), \(padded(day.day)) \(day.monthName.prefix(3)) \(day.year) \(clockTime) GMT"
    }

    /// Reads RFC 3339 (`2015-07-06T14:03:09Z`, with an optional fraction and any offset).
    package init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"),
            let day = CalendarDay(String(decoding: bytes[..<10], as: UTF8.self)),
            let hour = twoDigits(bytes[11...]), let minute = twoDigits(bytes[14...]),
            let second = twoDigits(bytes[17...]),
            hour < 24, minute < 60, second < 60
        else { return nil }
        var rest = bytes[19...]
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard !digits.isEmpty else { return nil }
            fraction = Int(String((String(decoding: digits, as: UTF8.self) + "00").prefix(3))) ?? 0
            rest = rest.dropFirst(digits.count)
        }
        var offset = 0
        switch rest.first {
        case UInt8(ascii: "Z") where rest.count == 1: break
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard rest.count == 6, rest[rest.startIndex + 3] == UInt8(ascii: ":"),
                let hours = twoDigits(rest.dropFirst(1)), let minutes = twoDigits(rest.dropFirst(4)), hours < 24,
                minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * (rest.first == UInt8(ascii: "-") ? -60 : 60)
        default: return nil
        }
        let seconds = day.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset
        milliseconds = Int64(seconds) * 1000 + Int64(fraction)
    }
}

func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

private func twoDigits(_ bytes: ArraySlice<UInt8>) -> Int? {
    let two = bytes.prefix(2)
    guard two.count == 2, two.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    return Int(String(decoding: two, as: UTF8.self))
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    fileprivate func floorRemainder(by divisor: Int64) -> Int64 {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
