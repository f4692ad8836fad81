import Testing

@testable import HTTPSupport

@Suite struct IdlenessTests {
    private func looks(_ count: Int, isAnswering: Bool = false, isWritable: Bool = true) -> [Bool] {
        var idleness = Idleness()
        return (0..<count).map { _ in idleness.look(isAnswering: isAnswering, isWritable: isWritable) }
    }

    @Test func twoQuietLooksEndAConnection() {
        #expect(looks(2) == [false, true])
    }

    @Test func whatComesStartsTheCountAnew() {
        var idleness = Idleness()
        _ = idleness.look(isAnswering: false, isWritable: true)
        idleness.reset()
        let ends = idleness.look(isAnswering: false, isWritable: true)
        #expect(!ends)
    }

    @Test func anAnswerInTheMakingIsWaitedFor() {
        #expect(!looks(100, isAnswering: true).contains(true))
    }

    @Test func aSlowReaderHasLonger() {
        #expect(looks(8, isWritable: false) == [false, false, false, false, false, false, false, true])
    }
}
