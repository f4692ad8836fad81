import Kernel
import Mail
import Secrets
import Testing

@Suite struct ReturnPathsTests {
    private enum Parcel {}
    private let parcel = Identifier<Parcel>(high: 0x0191_2345_6789_7ABC, low: 0x8123_4567_89AB_CDEF)

    private func paths(_ secret: UInt8 = 1, version: UInt8 = 1, earlier: [UInt8: [UInt8]] = [:]) throws -> ReturnPaths {
        let keys = SealingKeys(current: version, secret: [UInt8](repeating: secret, count: 32), earlier: earlier)
        let some = try #require(keys)
        return try #require(ReturnPaths(host: "Bounces.quarto.example", keys: some))
    }

    @Test func anAddressNamesItsDelivery() throws {
        let paths = try paths()
        let address = paths.address(for: parcel)
        #expect(address == paths.address(for: parcel))
        #expect(address.text.split(separator: "@")[0].utf8.count <= 64)
        #expect(!address.text.contains("019123"))
        for text in [address.text, address.text.uppercased(), address.folded] {
            #expect(paths.delivery(at: text, of: Parcel.self) == parcel)
        }
    }

    /// Changing any one letter, or any other key or host, leads nowhere.
    @Test func nobodyElseMakesOne() throws {
        let paths = try paths()
        let text = paths.address(for: parcel).text
        let name = Array(text.split(separator: "@")[0])
        for place in ReturnPaths.prefix.count..<name.count {
            var other = name
            other[place] = other[place] == "b" ? "c" : "b"
            #expect(paths.delivery(at: String(other) + "@bounces.quarto.example", of: Parcel.self) == nil)
        }
        #expect(try self.paths(2).delivery(at: text, of: Parcel.self) == nil)
        for bad in [
            "", "@", "bounce-@bounces.quarto.example", "bounce-aaaa@bounces.quarto.example", text + "@x", "x" + text,
            text.replacing("Bounces.quarto", with: "evil"), text.replacing("bounce-", with: "BOUNCE_"),
            "bounce-" + String(repeating: "é", count: 22) + "@bounces.quarto.example",
        ] { #expect(paths.delivery(at: bad, of: Parcel.self) == nil, "\(bad)") }
    }

    @Test func addressesOfAnEarlierKeyAreStillRead() throws {
        let old = try paths(1).address(for: parcel).text
        let new = try paths(2, version: 2, earlier: [1: [UInt8](repeating: 1, count: 32)])
        #expect(new.delivery(at: old, of: Parcel.self) == parcel)
        #expect(try paths(2, version: 2).delivery(at: old, of: Parcel.self) == nil)
        #expect(new.address(for: parcel).text != old)
    }

    @Test func whereNoMailGoesNoBouncesDo() throws {
        let keys = try #require(SealingKeys(current: 1, secret: [UInt8](repeating: 1, count: 32)))
        #expect(ReturnPaths(host: "a b", keys: keys) == nil)
        #expect(SealingKeys(current: 1, secret: [1, 2, 3]) == nil)
        #expect(SealingKeys(current: 1, secret: [UInt8](repeating: 1, count: 32), earlier: [1: [1]]) == nil)
    }
}
