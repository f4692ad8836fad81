import Testing

@testable import Commerce

@Suite struct MerchantAddressTests {
    private func fault(_ text: String) -> AddressFault? {
        do throws(AddressFault) {
            _ = try MerchantAddress(text)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("https://www.Shop.example/a?b=c#d", "https://www.shop.example/a?b=c#d"),
        ("HTTP://shop.example", "http://shop.example/"), ("https://shop.example:443/x", "https://shop.example/x"),
        ("https://shop.example:8443?q", "https://shop.example:8443/?q"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://b%C3%BCcher.example/", "https://xn--bcher-kva.example/"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://shop.example/é?ü=1#ö", "https://shop.example/%C3%A9?%C3%BC=1#%C3%B6"),
    ])
    func anAddressIsTakenApartAndPutTogether(text: String, whole: String) throws {
        #expect(try MerchantAddress(text).text == whole)
    }

    @Test(arguments: [
        ("www.shop.co.uk", "shop.co.uk"), ("a.b.northlight.example", "northlight.example"),
        ("xn--bcher-kva.de", "xn--bcher-kva.de"), ("www.bücher.de", "xn--bcher-kva.de"),
    ])
    func theRegistrableDomainFollowsThePublicSuffixList(host: String, domain: String) throws {
        #expect(try MerchantAddress("https://\(host)/").registrableDomain == domain)
    }

    @Test(arguments: ["co.uk", "com", "127.0.0.1", "localhost"])
    func whatNobodyCanRegisterHasNone(host: String) throws {
        #expect(try MerchantAddress("https://\(host)/").registrableDomain == nil)
    }

    @Test(arguments: [
        "javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "mailto:a@b.example", "ftp://a.example/",
    ])
    func otherSchemesAreRefusedByName(text: String) {
        guard case .scheme(let scheme)? = fault(text) else {
            Issue.record("\(text) is not refused for its scheme")
            return
        }
        #expect(text.lowercased().hasPrefix(scheme))
    }

    @Test(arguments: ["/path", "shop.example", "//shop.example/", "https:shop.example", "", "https://", "https:///x"])
    func whatIsNotWholeIsRefused(text: String) { #expect(fault(text) != nil) }

    @Test(arguments: [
        "https://shop.example@evil.example/", "https://a:b@shop.example/", "https://shop .example/",
        "https://shop.example/a b", "https://shop.example/\"onclick=", "https://shop.example/<script>",
        "https://shop.example\\evil.example/", "https://shop.example:0/", "https://shop.example:99999/",
        "https://shop.example:x/", "https://-shop.example/", "https://sh%zzop.example/", "https://shop..example/",
        "https://[::1]/", "https://shop.example/\u{0}", "https://shop.example/\r\nSet-Cookie: a=b",
    ])
    func whatCouldMisleadIsRefused(text: String) { #expect(fault(text) != nil) }

    @Test(arguments: ["pаypal.com", "аррӏе.com", "xn--pypal-4ve.com", "αmazon.com", "xn--80ak6aa92e.com"])
    func homographsAreRefusedWithTheReason(host: String) {
        guard let fault = fault("https://\(host)/"), case .lookalike = fault else {
            Issue.record("\(host) is not refused as a lookalike")
            return
        }
        #expect(fault.message.contains("mistaken for another domain"))
    }

    @Test(arguments: ["müller.de", "почта.рф", "日本語.jp", "한국.kr", "ελλάδα.gr"])
    func honestNamesInOtherScriptsAreNotRefused(host: String) { #expect(fault("https://\(host)/") == nil) }

    @Test func anAddressHasALength() {
        let longest = "https://shop.example/" + String(repeating: "a", count: MerchantAddress.longest - 21)
        #expect(fault(longest) == nil)
        #expect(fault(longest + "a") == .tooLong)
    }

    @Test func parametersTakeThePlaceOfThoseWithTheirNames() throws {
        let address = try MerchantAddress("https://shop.example/x?tag=other&k=1#part")
        #expect(
            address.adding([("tag", "ours"), ("sub", "a b")]) == "https://shop.example/x?k=1&tag=ours&sub=a%20b#part")
    }
}
