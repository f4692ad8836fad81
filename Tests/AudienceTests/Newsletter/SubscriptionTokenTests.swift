import Kernel
import Secrets
import TestSupport
import Testing

@testable import Audience

@Suite struct SubscriptionTokenTests {
    private let now = SettableClock().now()
    private let key: AudienceKey

    init() throws { key = try #require(AudienceKey(Array(0..<32))) }

    private func token(_ purpose: SubscriptionToken.Purpose, in edition: String? = nil) -> SubscriptionToken {
        SubscriptionToken(
            purpose, of: Subscriber.ID(at: now), made: now, in: edition.flatMap { Edition.ID($0) })
    }

    @Test(arguments: SubscriptionToken.Purpose.allCases, [nil, "2026-11-26", "2026-11-26-week", "9999-12-31"])
    func isReadForItsOwnPurposeAlone(purpose: SubscriptionToken.Purpose, edition: String?) throws {
        let token = token(purpose, in: edition)
        let text = token.text(signedWith: key)
        #expect(text.utf8.count == 56 && BaseEncoding.base64URL.allows(text))
        for other in SubscriptionToken.Purpose.allCases {
            let read = SubscriptionToken(text, for: other, signedWith: key, at: now)
            #expect(read == (other == purpose ? token : nil))
        }
        #expect(token.edition?.description == edition)
        #expect(
            SubscriptionToken(text, for: purpose, signedWith: try #require(AudienceKey(Array(1..<33))), at: now) == nil)
    }

    @Test func aChangedLetterMakesItNone() {
        let text = Array(token(.leave).text(signedWith: key).utf8)
        for place in text.indices {
            var changed = text
            changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(
                SubscriptionToken(String(decoding: changed, as: UTF8.self), for: .leave, signedWith: key, at: now)
                    == nil, "\(place)")
        }
    }

    @Test(arguments: [
        "", "A", String(repeating: "A", count: 56), String(repeating: "=", count: 56), "../../etc/passwd",
    ])
    func whatIsNoneIsRefused(text: String) {
        for purpose in SubscriptionToken.Purpose.allCases {
            #expect(SubscriptionToken(text, for: purpose, signedWith: key, at: now) == nil)
        }
    }

    @Test func aConfirmationExpiresAndAWayOutDoesNot() {
        let week = now.advanced(by: SubscriptionToken.confirmation)
        let years = now.advanced(by: .seconds(20 * 365 * 86_400))
        let confirm = token(.confirm).text(signedWith: key)
        #expect(
            SubscriptionToken(confirm, for: .confirm, signedWith: key, at: week.advanced(by: .seconds(-1))) != nil)
        #expect(SubscriptionToken(confirm, for: .confirm, signedWith: key, at: week) == nil)
        let leave = token(.leave).text(signedWith: key)
        #expect(SubscriptionToken(leave, for: .leave, signedWith: key, at: years) != nil)
    }

    @Test(arguments: [[], [0], [255, 0, 1], Array(0..<42)] as [[UInt8]])
    func encodedBytesAreDecoded(bytes: [UInt8]) {
        for encoding in [BaseEncoding.base64URL, .base32] {
            #expect(encoding.decode(encoding.encode(bytes)) == bytes)
        }
        #expect(BaseEncoding.base64URL.decode("AB") == nil)
        #expect(BaseEncoding.base64URL.decode("A") == nil)
        #expect(BaseEncoding.base32.decode("a") == nil)
    }
}
