import NIOCore
import NIOEmbedded
import Testing

@testable import HTTPSupport

@Suite struct IdlenessTests {
    @Test func twoQuietLooksEndAConnection() {
        var idleness = Idleness()
        #expect(!idleness.look(isAnswering: false, isWritable: true))
        #expect(idleness.look(isAnswering: false, isWritable: true))
    }

    @Test func whatComesStartsTheCountAnew() {
        var idleness = Idleness()
        _ = idleness.look(isAnswering: false, isWritable: true)
        idleness.reset()
        #expect(!idleness.look(isAnswering: false, isWritable: true))
    }

    @Test func anAnswerInTheMakingIsWaitedFor() {
        var idleness = Idleness()
        for _ in 0..<100 { #expect(!idleness.look(isAnswering: true, isWritable: true)) }
    }

    @Test func aSlowReaderHasLonger() {
        var idleness = Idleness()
        let looks = (0..<8).map { _ in idleness.look(isAnswering: false, isWritable: false) }
        #expect(looks == [false, false, false, false, false, false, false, true])
    }
}
