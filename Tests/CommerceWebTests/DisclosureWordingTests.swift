import Kernel
import Testing

@testable import CommerceWeb

@Suite struct DisclosureWordingTests {
    private func words(house: Int = 0, paid: Int = 0, links: Int = 0) -> String {
        let emissions = Emissions(houseAdvertisements: house, paidAdvertisements: paid, monetisedLinks: links)
        return String(decoding: DisclosureWording().disclosure(of: emissions), as: UTF8.self)
    }

    @Test func ourOwnAdvertisementsAreNotCalledPaid() {
        #expect(words(house: 3).contains("the three advertisements on this page are our own"))
        #expect(words(house: 1).contains("the one advertisement on this page is our own"))
        #expect(words().contains("this page carries no advertisement"))
    }

    @Test func paidSpaceIsNamed() {
        #expect(words(house: 1, paid: 1).contains("one advertiser pays for space on this page"))
        #expect(words(paid: 2).contains("advertisers pay for two spaces"))
    }

    @Test func aCommissionIsNamedIfAndOnlyIfALinkEarnsOne() {
        #expect(words(house: 1).contains("No link on it earns us money"))
        #expect(!words(house: 1).contains("commission"))
        #expect(words(links: 1).contains("may earn a commission"))
        #expect(words(links: 7).contains("may earn a commission"))
        #expect(!words(links: 1).contains("No link"))
    }
}
