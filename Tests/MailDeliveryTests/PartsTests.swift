import Mail
import NIOCore
import Testing

@testable import MailDelivery

@Suite struct PartsTests {
    @Test(arguments: [
        ("", ".\r\n"), (".", "..\r\n.\r\n"), ("a", "a\r\n.\r\n"), ("a\r\n", "a\r\n.\r\n"),
        ("a\r\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n"),
        ("a\n.\nb\n", "a\r\n..\r\nb\r\n.\r\n"), ("a\r.\r\n", "a\r\n..\r\n.\r\n"), ("\n\r\n\r", "\r\n\r\n\r\n.\r\n"),
        ("a\r\r\n.b", "a\r\n\r\n..b\r\n.\r\n"), ("..\r\n...", "...\r\n....\r\n.\r\n"),
    ])
    func dotsAreDoubledAndLinesEndAsTheyMust(given: String, sent: String) {
        var buffer = ByteBuffer()
        MessageTransfer.append(Array(given.utf8), to: &buffer)
        #expect(String(buffer: buffer) == sent)
    }

    @Test func aReplyIsReadFromItsPieces() throws {
        var parser = SMTPReplyParser()
        var replies: [SMTPReply] = []
        for byte in "250-5.1.1 no\r\n250 ok\u{1B}[0m\n550-5.7.1 spam\r\n550 5.7.1 really\r\n220\r\n".utf8 {
            if let reply = try parser.add(byte) { replies.append(reply.reply) }
        }
        #expect(replies.map(\.code) == [250, 550, 220])
        #expect(replies[0].status == nil)
        #expect(replies[0].text == "5.1.1 no ok?[0m")
        #expect(replies[1].status == EnhancedStatus(5, 7, 1))
        #expect(replies[1].failure == .policy)
        #expect(parser.isEmpty)
    }

    @Test func aDomainRestsLongerEachTime() {
        var throttle = DomainThrottle(standard: DomainLimit(), limits: [:])
        var now = ContinuousClock.now
        var rests: [Duration] = []
        for _ in 0..<60 {
            while case .wait(let duration) = throttle.claim("a.example", now: now) {
                rests.append(duration)
                now += duration
            }
            throttle.release("a.example", wasRefusedForNow: true, now: now)
        }
        #expect(rests.first == .seconds(60))
        #expect(zip(rests, rests.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(rests.last == .seconds(3600))
        #expect(throttle.claim("b.example", now: now) == .granted)
    }

    @Test func aDomainsLimitsHold() {
        var throttle = DomainThrottle(
            standard: DomainLimit(), limits: ["a.example": DomainLimit(atOnce: 2, perSecond: 1)])
        let now = ContinuousClock.now
        #expect(throttle.claim("a.example", now: now) == .granted)
        #expect(throttle.claim("a.example", now: now) == .wait(.seconds(1)))
        #expect(throttle.claim("a.example", now: now + .seconds(1)) == .granted)
        #expect(throttle.claim("a.example", now: now + .seconds(2)) == .busy)
        throttle.release("a.example", wasRefusedForNow: false, now: now)
        #expect(throttle.claim("a.example", now: now + .seconds(2)) == .granted)
        #expect(throttle.claim("b.example", now: now) == .granted)
    }

    @Test func theRateIsThatOfTheLastSeconds() {
        var rate = RecentRate()
        for second in 0..<20 { for _ in 0..<5 { rate.count(at: second) } }
        #expect(rate.perSecond(at: 19) == 5)
        #expect(rate.perSecond(at: 24) == 2.5)
        #expect(rate.perSecond(at: 1000) == 0)
    }

    @Test func retriesLieFurtherApartAndEnd() {
        let delays = (1...20).compactMap(RetrySchedule.delay)
        #expect(delays.first == .seconds(300))
        #expect(zip(delays, delays.dropFirst()).allSatisfy { $0 < $1 })
        #expect(RetrySchedule.delay(after: 20) == nil)
        #expect(RetrySchedule.delay(after: 0) == nil)
    }
}
