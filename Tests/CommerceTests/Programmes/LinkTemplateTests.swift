import Kernel
import Testing

@testable import Commerce

@Suite struct LinkTemplateTests {
    private let subID = SubID(page: "/how-to-choose", place: .text)

    private func fault(_ text: String) -> TemplateFault? {
        do throws(TemplateFault) {
            _ = try LinkTemplate(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func aHopCarriesTheMerchantsAddressEncoded() throws {
        let template = try LinkTemplate("https://hop.example/r?u={url}&s={subid}")
        let merchant = try MerchantAddress("https://shop.example/a?b=c&d=é".replacing("é", with: "%C3%A9"))
        #expect(
            template.address(for: merchant, subID: subID)
                == "https://hop.example/r?u=https%3A%2F%2Fshop.example%2Fa%3Fb%3Dc%26d%3D%25C3%25A9&s=how-to-choose_text"
        )
        #expect(template.hopHost == "hop.example")
    }

    @Test func parametersAreAddedToTheMerchantsOwnAddress() throws {
        let template = try LinkTemplate("{address}?tag=quarto-21&ascsubtag={subid}")
        let merchant = try MerchantAddress("https://shop.example/a?b=c#d")
        #expect(
            template.address(for: merchant, subID: subID)
                == "https://shop.example/a?b=c&tag=quarto-21&ascsubtag=how-to-choose_text#d")
        #expect(template.hopHost == nil)
    }

    @Test(arguments: [
        ("https://hop.example/r?u=", TemplateFault.noAddress), ("", .noAddress),
        ("https://hop.example/r?u={url}&v={url}", .severalAddresses),
        ("https://hop.example/r?u={url}&v={visitor}", .unknownPlaceholder("visitor")),
        ("https://hop.example/{url}", .notInQuery), ("{url}", .address(.scheme(""))),
        ("javascript:location='{url}'", .address(.scheme("javascript"))),
        ("javascript:go({url})", .address(.scheme("javascript"))),
        ("https://hop.example/é?u={url}", .address(.character)), ("x{address}", .addressNotFirst),
        ("{address}", .parameter("")), ("{address}?tag", .parameter("?tag")),
        ("{address}?a=<b>", .parameter("?a=<b>")),
    ])
    func whatCannotWorkIsRefused(text: String, expected: TemplateFault) { #expect(fault(text) == expected) }

    @Test func aHopOfLookalikesIsRefused() {
        guard case .address(.lookalike)? = fault("https://аwin1.com/r?u={url}") else {
            Issue.record("it is not refused")
            return
        }
    }

    @Test(arguments: Network.allCases.filter { $0 != .generic })
    func eachNetworksTemplateCarriesTheAddressAndNamesTheArticle(network: Network) throws {
        let values: [Network.Field.Key: String] = [
            .account: "12345", .merchant: network == .impact ? "https://brand.pxf.io/c/1/2/3" : "678", .creative: "9",
        ]
        let template = try LinkTemplate(network.template { values[$0] ?? "" })
        let merchant = try MerchantAddress("https://www.shop.co.uk/things/1?a=b")
        let address = template.address(for: merchant, subID: subID)
        let parsed = try MerchantAddress(address)
        #expect(CarriedAddress.leads(parsed, to: merchant))
        if template.hopHost != nil { #expect(CarriedAddress.plain(of: parsed) == merchant) }
        #expect(address.contains("how-to-choose_text"))
    }

    @Test func aSubIdentifierFitsEveryNetworkAndTellsPagesApart() {
        let long = String(repeating: "very-", count: 22) + "long"
        let one = SubID(page: "/\(long)-a", place: .source)
        let other = SubID(page: "/\(long)-b", place: .source)
        #expect(one.description.count <= SubID.longest)
        #expect(one != other)
        #expect(SubID(page: "/", place: .text).description == "front_text")
        #expect(SubID(page: "/people/ä b", place: .text).description.allSatisfy { $0.isASCII && $0 != " " })
    }
}
