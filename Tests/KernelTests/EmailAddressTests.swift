import Testing

@testable import Kernel

@Suite("Addresses of mail")
struct EmailAddressTests {
    @Test(
        "are taken as people have them",
        arguments: [
            ("a@b", "b"), ("ann.lee+news@quarto.example", "quarto.example"),
            ("!#$%&'*+-/=?^_`{|}~@x-1.example", "x-1.example"),
            ("A9@EXAMPLE", "EXAMPLE"), (String(repeating: "a", count: 64) + "@b", "b"),
            ("a@" + String(repeating: "b", count: 63) + ".c", String(repeating: "b", count: 63) + ".c"),
        ])
    func taken(text: String, host: String) throws {
        let address = try #require(EmailAddress(text))
        #expect(address.text == text && address.host == host)
        #expect(EmailAddress("<\(text)>".dropFirst().dropLast()) == address)
    }

    @Test(
        "are not taken with what an address can’t have",
        arguments: [
            "", "@", "a", "a@", "@b", "a@b@c", "a..b@c", ".a@b", "a.@b", "a@.b", "a@b.", "a@b..c", "a@-b", "a@b-",
            "a@b-.c",
            "a@b.-c", "a b@c", "a@b c", "a\"@b", "a,b@c", "a(b)@c", "a<b>@c", "a:b@c", "a;b@c", "a[b]@c", "a\\b@c",
            "a@b_c",
            "ä@b", "a@bü", "a\r\n@b", "a@b\n", "a\0@b", String(repeating: "a", count: 65) + "@b",
            "a@" + String(repeating: "b", count: 64), "a@" + String(repeating: "b.", count: 126) + "bb",
        ])
    func refused(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test("are the same in capitals")
    func folded() {
        #expect(EmailAddress("Ann@Quarto.Example")?.folded == "ann@quarto.example")
    }
}
