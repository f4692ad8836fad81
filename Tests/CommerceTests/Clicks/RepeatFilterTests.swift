import Commerce
import Kernel
import Testing

@Suite struct RepeatFilterTests {
    private let noon = Timestamp(milliseconds: 1_795_478_400_000)
    private let filter = RepeatFilter()

    private func link(_ text: String = "2222222222") throws -> AffiliateLink.ID { try #require(AffiliateLink.ID(text)) }

    private func isRepeated(
        _ address: String, after seconds: Int, link text: String = "2222222222", _ filter: RepeatFilter? = nil
    ) throws -> Bool {
        try (filter ?? self.filter).isRepeated(
            link(text), from: #require(AddressPrefix(address)), at: noon.advanced(by: .seconds(seconds)))
    }

    @Test func theSameLinkFromTheSameNetworkIsRepeatedForTenSeconds() throws {
        #expect(try !isRepeated("192.0.2.7", after: 0))
        #expect(try isRepeated("192.0.2.200", after: 1))
        #expect(try !isRepeated("192.0.3.7", after: 1))
        #expect(try !isRepeated("192.0.2.7", after: 1, link: "3333333333"))
        #expect(try isRepeated("::ffff:192.0.2.9", after: 9))
        // A repetition doesn’t begin the time anew.
        #expect(try !isRepeated("192.0.2.7", after: 10))
        #expect(try isRepeated("192.0.2.7", after: 19))
        #expect(try !isRepeated("192.0.2.7", after: 3600))
    }

    @Test func ofIPv6ThreeGroupsAreTheNetwork() throws {
        #expect(try !isRepeated("2001:db8:1::1", after: 0))
        #expect(try isRepeated("2001:db8:1:ffff::2", after: 1))
        #expect(try !isRepeated("2001:db8:2::1", after: 1))
    }

    @Test func nothingIsRememberedOverMidnight() throws {
        let before = noon.day.advanced(byDays: 1).start.advanced(by: .milliseconds(-1))
        let prefix = try #require(AddressPrefix("192.0.2.7"))
        let other = RepeatFilter()
        #expect(try !other.isRepeated(link(), from: prefix, at: before))
        #expect(try other.isRepeated(link(), from: prefix, at: before))
        #expect(try !other.isRepeated(link(), from: prefix, at: before.advanced(by: .milliseconds(1))))
    }

    @Test func memoryIsBounded() throws {
        let small = RepeatFilter(capacity: 4)
        for host in 0..<20 { #expect(try !isRepeated("192.0.\(host).1", after: 0, small)) }
        #expect(try !isRepeated("192.0.0.1", after: 1, small))
        #expect(try isRepeated("192.0.0.1", after: 2, small))
    }

    @Test(arguments: [
        "", "192.0.2", "192.0.2.256", "192.0.2.7:80", "[2001:db8::1]", "2001:db8:::1", "unknown", "192.0.2.7 ",
        "١٩٢.0.2.7",
        "192.0.2.7\u{0}", String(repeating: "1", count: 4000),
    ])
    func whatIsNoAddressHasNoNetwork(text: String) { #expect(AddressPrefix(text) == nil) }
}
