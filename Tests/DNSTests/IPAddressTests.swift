import DNS
import Testing

struct IPAddressTests {
    @Test(arguments: [
        ("192.0.2.7", "192.0.2.0", 24, true), ("192.0.2.7", "192.0.3.0", 24, false),
        ("192.0.2.7", "192.0.3.0", 23, true),
        ("192.0.2.7", "10.0.0.0", 0, true), ("192.0.2.7", "192.0.2.7", 32, true), ("192.0.2.7", "192.0.2.6", 32, false),
        ("192.0.2.7", "192.0.2.6", 33, false), ("2001:db8::1", "2001:db8::", 32, true),
        ("2001:db9::1", "2001:db8::", 32, false), ("2001:db8::1", "192.0.2.7", 0, false),
    ])
    func networks(address: String, network: String, length: Int, isIn: Bool) throws {
        let address = try #require(IPAddress(address))
        #expect(address.isInNetwork(of: try #require(IPAddress(network)), length: length) == isIn)
    }

    @Test func reverseNames() throws {
        #expect(try #require(IPAddress("192.0.2.7")).reverseName == "7.2.0.192.in-addr.arpa")
        let long = try #require(IPAddress("2001:db8::567:89ab")).reverseName
        #expect(long == "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")
    }

    @Test(arguments: ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "example.org", "::g", "1.2.3.4\u{0}"])
    func whatIsNoAddress(text: String) { #expect(IPAddress(text) == nil) }
}
