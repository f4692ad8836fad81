import Testing

@testable import Kernel

@Suite("A moment")
struct TimestampTests {
    @Test(
        "is read from RFC 3339",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2015-07-06T14:03:09Z", 1_436_191_389_000),
            ("2015-07-06T14:03:09.5Z", 1_436_191_389_500),
            ("2015-07-06T14:03:09.123456Z", 1_436_191_389_123), ("2015-07-06T16:03:09+02:00", 1_436_191_389_000),
            ("2015-07-06T05:33:09-08:30", 1_436_191_389_000), ("1969-12-31T23:59:59.999Z", -1),
            ("2024-02-29T23:59:59Z", 1_709_251_199_000), ("0001-01-01T00:00:00Z", -62_135_596_800_000),
            ("9999-12-31T23:59:59Z", 253_402_300_799_000),
        ])
    func reading(text: String, milliseconds: Int64) throws {
        let moment = try #require(Timestamp(rfc3339: text))
        #expect(moment.milliseconds == milliseconds)
        #expect(Timestamp(rfc3339: moment.rfc3339)?.rfc3339 == moment.rfc3339)
    }

    @Test(
        "is refused when it isn’t one",
        arguments: [
            "", "2015-07-06", "2015-07-06T14:03Z", "2015-07-06 14:03:09Z", "2015-07-06T14:03:09",
            "2015-07-06T24:00:00Z",
            "2015-07-06T14:60:00Z", "2015-07-06T14:03:60Z", "2015-02-30T14:03:09Z", "2015-07-06T14:03:09.Z",
            "2015-07-06T14:03:09.5", "2015-07-06T14:03:09+0200", "2015-07-06T14:03:09+24:00",
            "2015-07-06T14:03:09+02:60",
            "2015-07-06T14:03:09+02", "2015-07-06T14:03:09ZZ", "2015-07-06T14:03:09Z ", "2015-07-06T1a:03:09Z",
            "2015-07-06T14-03:09Z", "2015-07-06T14:03-09Z", "20150706T140309Z", "２０15-07-06T14:03:09Z",
            "2015-07-06T14:03:09\u{0}", "-015-07-06T14:03:09Z",
        ])
    func refused(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(
        "is written for HTTP, RSS and people",
        arguments: [
            (1_436_191_389_000, "2015-07-06T14:03:09Z", "Mon, 06 Jul 2015 14:03:09 GMT"),
            (0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            (-1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
            (784_111_777_000, "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ] as [(Int64, String, String)])
    func writing(milliseconds: Int64, rfc3339: String, httpDate: String) {
        let moment = Timestamp(milliseconds: milliseconds)
        #expect(moment.rfc3339 == rfc3339)
        #expect(moment.httpDate == httpDate)
    }

    @Test("moves on by durations")
    func advancing() {
        let start = Timestamp(milliseconds: 1000)
        #expect(start.advanced(by: .seconds(2)) == Timestamp(milliseconds: 3000))
        #expect(start.advanced(by: .milliseconds(-1500)) == Timestamp(milliseconds: -500))
        #expect(start.advanced(by: .microseconds(999)) == start)
        #expect(start < start.advanced(by: .milliseconds(1)))
    }
}
