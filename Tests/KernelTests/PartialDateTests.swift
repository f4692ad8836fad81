import Testing

@testable import Kernel

@Suite("A date that is known in part")
struct PartialDateTests {
    @Test(
        "is read, written and ended",
        arguments: [
            ("2014", "2014", "2014-12-31"), ("2015-07", "July 2015", "2015-07-31"),
            ("2024-02", "February 2024", "2024-02-29"),
            ("2023-02", "February 2023", "2023-02-28"), ("2015-07-06", "6\u{A0}July 2015", "2015-07-06"),
            ("0001", "1", "0001-12-31"), ("9999-12", "December 9999", "9999-12-31"),
        ])
    func forms(text: String, written: String, lastDay: String) throws {
        let date = try #require(PartialDate(text))
        #expect(date.description == text)
        #expect(date.written == written)
        #expect(date.lastDay.description == lastDay)
    }

    @Test(
        "is refused when it can’t be",
        arguments: [
            "", "14", "201", "20144", "2014-", "2014-7", "2014-13", "2014-00", "2014-02-30", "2014-07-06T", "0000",
            "abcd",
            "2014-ab", "-2014", "２０１４", " 2014",
        ])
    func refused(text: String) {
        #expect(PartialDate(text) == nil)
    }
}
