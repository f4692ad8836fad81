import Foundation
import Kernel
import Testing

@Suite struct ZoneTests {
    private static func file(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/\(name)")))
    }

    private static func zone(_ name: String) throws -> Zone { try #require(Zone(name: name, file: file(name))) }

    /// Foundation has tables of its own; both have to tell the same clocks.
    @Test(arguments: [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Europe/Dublin",
        "Pacific/Auckland", "America/Sao_Paulo", "UTC",
    ])
    func itTellsTheClocksThatFoundationTells(name: String) throws {
        let zone = try Self.zone(name)
        let other = try #require(TimeZone(identifier: name))
        // From 1971 to 2060, every 7 hours and 13 minutes or so, past what the table lists.
        for second in stride(from: 31_536_000, to: 2_840_140_800, by: 1_298_011) {
            let moment = Timestamp(milliseconds: Int64(second) * 1000)
            let offset = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
            let reading = zone.reading(of: moment)
            let expected = Zone.utc.reading(of: Timestamp(milliseconds: Int64(second + offset) * 1000))
            #expect(reading.day == expected.day && reading.secondOfDay == expected.secondOfDay, "\(name) at \(second)")
        }
    }

    @Test func aTimeThatClocksSkipIsNever() throws {
        let day = try #require(CalendarDay("2026-03-29"))
        let moments = try Self.zone("Europe/Berlin").moments(on: day, secondOfDay: 9000)
        let change = try #require(Timestamp(rfc3339: "2026-03-29T01:00:00Z"))
        #expect(moments == .never(from: "02:00", to: "03:00", at: change))
    }

    @Test func aTimeThatClocksShowTwiceIsTwo() throws {
        let day = try #require(CalendarDay("2026-10-25"))
        let berlin = try Self.zone("Europe/Berlin")
        let first = try #require(Timestamp(rfc3339: "2026-10-25T00:30:00Z"))
        let second = try #require(Timestamp(rfc3339: "2026-10-25T01:30:00Z"))
        #expect(berlin.moments(on: day, secondOfDay: 9000) == .twice(first, second))
        #expect(berlin.reading(of: first).written == "25\u{A0}October 2026, 02:30 CEST")
        #expect(berlin.reading(of: second).written == "25\u{A0}October 2026, 02:30 CET")
    }

    @Test func aDayBeginsAlthoughMidnightIsSkipped() throws {
        let day = try #require(CalendarDay("2018-11-04"))
        let start = try Self.zone("America/Sao_Paulo").start(of: day)
        #expect(start == Timestamp(rfc3339: "2018-11-04T03:00:00Z"))
        #expect(try Self.zone("Europe/Berlin").start(of: day) == Timestamp(rfc3339: "2018-11-03T23:00:00Z"))
    }

    @Test func noFileThatIsCutOrChangedBreaksIt() throws {
        let file = try Self.file("Europe/Berlin")
        for length in 0..<file.count { #expect(Zone(name: "x", file: Array(file[..<length])) == nil) }
        for index in file.indices {
            var changed = file
            changed[index] ^= 0xFF
            _ = Zone(name: "x", file: changed)?.reading(of: Timestamp(milliseconds: 1_795_478_400_000))
        }
    }

    @Test(arguments: [
        ("en", "en"), ("EN-gb", "en-GB"), ("zh-hant-tw", "zh-Hant-TW"), ("de-1996", "de-1996"),
        ("sl-rozaj-biske", "sl-rozaj-biske"), ("es-419", "es-419"), ("en-u-ca-gregory", "en-u-ca-gregory"),
        ("de-x-hier", "de-x-hier"),
    ])
    func aLanguageTagIsWrittenAsIsCustomary(text: String, written: String) {
        #expect(LanguageTag(text)?.description == written)
    }

    @Test(arguments: ["", "e", "en_GB", "en-", "-en", "englishes1", "en-GB-GB-", "de-1996-1996", "en-u", "日本", "en\n"])
    func whatIsNoLanguageTagIsNone(text: String) { #expect(LanguageTag(text) == nil) }
}
