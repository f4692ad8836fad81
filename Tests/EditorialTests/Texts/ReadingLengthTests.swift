import Testing

@testable import Editorial

@Suite struct ReadingLengthTests {
    @Test func wordsAreWhatWhiteSpaceDivides() {
        #expect(ReadingLength("").words == 0)
        #expect(ReadingLength(" \n\t").words == 0)
        #expect(ReadingLength("one").words == 1)
        #expect(ReadingLength(" one  two\nthree\u{A0}four ").words == 4)
    }

    @Test func timeIsRoundedAndAtLeastAMinute() {
        #expect(ReadingLength("").minutes == 1)
        #expect(ReadingLength(String(repeating: "a ", count: 344)).minutes == 1)
        #expect(ReadingLength(String(repeating: "a ", count: 345)).minutes == 2)
        #expect(ReadingLength(String(repeating: "a ", count: 10_000)).minutes == 43)
    }
}
