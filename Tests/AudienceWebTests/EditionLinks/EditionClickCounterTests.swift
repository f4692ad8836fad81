import Audience
import Kernel
import TestSupport
import Testing

@testable import AudienceWeb

@Suite struct EditionClickCounterTests {
    private let clock = SettableClock()
    private let counter = EditionClickCounter(capacity: 4)

    private func edition(_ name: String = "2026-11-26") throws -> Edition.ID { try #require(Edition.ID(name)) }

    private func note(_ path: String, from address: String, in name: String = "2026-11-26") throws {
        counter.note(path, of: try edition(name), from: address, at: clock.now())
    }

    @Test func aClickCountsAfterAWhileAndOnce() throws {
        for _ in 0..<3 { try note("/moon", from: "192.0.2.1") }
        try note("/moon", from: "192.0.2.2")
        try note("/maps", from: "192.0.2.2")
        #expect(counter.take(by: clock.now()).isEmpty)
        clock.advance(by: EditionClickCounter.wait)
        #expect(counter.take(by: clock.now()) == [try edition(): ["/moon": 2, "/maps": 1]])
        #expect(counter.take(by: nil).isEmpty)
        // Later it is another visit.
        try note("/moon", from: "192.0.2.1")
        #expect(counter.take(by: nil) == [try edition(): ["/moon": 1]])
    }

    @Test func whoLooksAtAllLinksIsAProgram() throws {
        for number in 0...EditionClickCounter.mostPages + 20 { try note("/page-\(number)", from: "192.0.2.1") }
        for number in 0..<EditionClickCounter.mostPages { try note("/page-\(number)", from: "192.0.2.2") }
        try note("/page-1", from: "192.0.2.1", in: "2026-11-27")
        let tally = counter.take(by: nil)
        #expect(tally[try edition()]?.count == EditionClickCounter.mostPages)
        #expect(tally[try edition()]?.values.allSatisfy { $0 == 1 } == true)
        #expect(tally[try edition("2026-11-27")] == ["/page-1": 1])
    }

    @Test func aVisitThatIsOverMakesRoomForTheNext() throws {
        try note("/moon", from: "192.0.2.1")
        clock.advance(by: EditionClickCounter.wait)
        try note("/moon", from: "192.0.2.1")
        #expect(counter.take(by: nil) == [try edition(): ["/moon": 2]])
    }

    @Test func noMoreIsRememberedThanThereIsRoomFor() throws {
        for number in 0..<100 { try note("/moon", from: "192.0.2.\(number)") }
        #expect(counter.take(by: nil) == [try edition(): ["/moon": 4]])
    }

    @Test func whatCouldNotBeWrittenIsHandedOutAgain() throws {
        try note("/moon", from: "192.0.2.1")
        let tally = counter.take(by: nil)
        try note("/moon", from: "192.0.2.1")
        counter.putBack(tally)
        #expect(counter.take(by: nil) == [try edition(): ["/moon": 2]])
    }
}
