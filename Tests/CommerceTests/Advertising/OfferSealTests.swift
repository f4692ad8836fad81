import Kernel
import Testing

@testable import Commerce

@Suite struct OfferSealTests {
    private let now = Signature.test.at

    private func key(_ number: UInt32, _ byte: UInt8) -> OfferSeal.Key {
        OfferSeal.Key(number: number, secret: Array(repeating: byte, count: 32), made: now)
    }

    private func offer(page: String = "/caf\u{E9}?x=1&y") -> Offer {
        Offer(of: Creative.ID(at: now), in: .end, onPage: page, at: now, node: NodeNumber(4_000_000_000))
    }

    @Test func anOfferIsReadBackAsItWas() throws {
        let seal = OfferSeal([key(1, 1), key(7, 2)])
        for page in ["/", "/caf\u{E9}?x=1&y", "", String(repeating: "x", count: 600)] {
            let offer = offer(page: page)
            let text = try #require(seal.seal(offer))
            #expect(text.utf8.allSatisfy { $0 > 0x2C && $0 < 0x7B && $0 != 0x2F })
            #expect(seal.open(text) == offer)
            #expect(OfferSeal([key(7, 2)]).open(text) == offer)
        }
    }

    @Test func theOffersOfAPageShareOneTextAndAreToldApartByTheirCreatives() throws {
        let seal = OfferSeal([key(1, 1)])
        let load = Offer.ID(at: now)
        let offers = Slot.Place.allCases.map { place in
            Offer(load: load, of: Creative.ID(at: now), in: place, onPage: "/x", node: NodeNumber(7))
        }
        #expect(Set(offers.map(\.id)).count == 4)
        let text = try #require(seal.seal(offers))
        for offer in offers { #expect(seal.open(text, naming: offer.creative.description) == offer) }
        #expect(seal.open(text, naming: Creative.ID(at: now).description) == offers[0])
        #expect(seal.seal([]) == nil)
    }

    @Test func nobodyElseCanMakeOneAndNothingInItCanBeChanged() throws {
        let seal = OfferSeal([key(1, 1)])
        let text = try #require(seal.seal(offer()))
        #expect(OfferSeal([key(1, 2)]).open(text) == nil)
        #expect(OfferSeal([key(2, 1)]).open(text) == nil)
        #expect(OfferSeal([]).open(text) == nil)
        #expect(OfferSeal([]).seal(offer()) == nil)
        let letters = Array(text)
        for index in letters.indices {
            for letter in ["A", "_", "7", "=", " ", "/"] as [Character] where letter != letters[index] {
                var changed = letters
                changed[index] = letter
                #expect(seal.open(String(changed)) == nil)
            }
        }
        for count in 0..<letters.count { #expect(seal.open(String(letters.prefix(count))) == nil) }
        for end in ["A", "AA", "=", "\u{0}", "%00"] { #expect(seal.open(text + end) == nil) }
    }

    @Test(arguments: [
        "", "A", "....", "AQ", String(repeating: "A", count: 100), String(repeating: "A", count: 100_000), "\u{1F4B0}",
    ])
    func whatIsNoOfferIsNone(text: String) { #expect(OfferSeal([key(0, 1), key(1, 1)]).open(text) == nil) }

    @Test func bytesAreWrittenInOneWay() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 17) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        #expect(Base64URL.encode(Array("fo".utf8)) == "Zm8")
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        // The last digit has bits that mean nothing.
        #expect(Base64URL.decode("Zm9") == nil)
        #expect(Base64URL.decode("Z") == nil)
    }
}
