import Glibc
import Testing

@testable import WebClient

@Suite struct AddressPolicyTests {
    private func allows(_ text: String, by policy: AddressPolicy = .publicInternet) throws -> Bool {
        var bytes = [UInt8](repeating: 0, count: text.contains(":") ? 16 : 4)
        try #require(inet_pton(text.contains(":") ? AF_INET6 : AF_INET, text, &bytes) == 1)
        return policy.allows(try #require(NetworkAddress(bytes: bytes)))
    }

    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
        "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1",
        "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255",
        "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::127.0.0.1",
        "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378::1", "2001:10::1", "2001:db8::1",
        "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
        "4000::1", "5f00::1",
    ])
    func whatIsNotThePublicInternetIsClosed(address: String) throws {
        #expect(try !allows(address))
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "198.17.255.255", "198.20.0.0",
        "223.255.255.255", "2001:200::1", "2001:4860:4860::8888", "2003::1", "2606:4700:4700::1111", "3ffe::1",
    ])
    func thePublicInternetIsOpen(address: String) throws {
        #expect(try allows(address))
    }

    @Test(arguments: [
        "http://localhost/", "http://LOCALHOST:8080/x", "http://127.0.0.1/", "http://127.1/", "https://[::1]:8443/",
    ])
    func whoTypesTheNameOfTheMachineReachesItAndNothingElseInside(typed: String) throws {
        let policy = AddressPolicy.typed(typed)
        for open in ["127.0.0.1", "127.255.0.9", "::1", "8.8.8.8"] { #expect(try allows(open, by: policy), "\(open)") }
        for closed in ["10.0.0.1", "169.254.169.254", "0.0.0.0", "::", "::ffff:127.0.0.1", "fd12:3456::1", "fe80::1"] {
            #expect(try !allows(closed, by: policy), "\(closed)")
        }
    }

    @Test(arguments: [
        "https://site.example/", "http://127.0.0.1.site.example/", "http://127.x/", "http://localhost.site.example/",
        "http://site.example/?localhost", "http://localhost@site.example/", "http://10.0.0.1/", "http://[::2]/", "",
        "x",
    ])
    func anyOtherAddressLeadsToThePublicInternetOnly(typed: String) throws {
        let policy = AddressPolicy.typed(typed)
        #expect(try allows("8.8.8.8", by: policy))
        for closed in ["127.0.0.1", "::1", "10.0.0.1"] { #expect(try !allows(closed, by: policy), "\(closed)") }
    }

    @Test func onlyFourOrSixteenBytesAreAnAddress() {
        for count in [0, 3, 5, 15, 17] {
            #expect(NetworkAddress(bytes: [UInt8](repeating: 1, count: count)) == nil)
        }
    }
}
