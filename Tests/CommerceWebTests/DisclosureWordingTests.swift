import Kernel
import Testing

@testable import CommerceWeb

@Suite struct DisclosureWordingTests {
    private func words(
        house: Int = 0, paid: Int = 0, links: Int = 0, partners: [String] = [], sentences: [String] = [],
        profile: DisclosureProfile = .us
    ) -> String {
        let emissions = Emissions(
            houseAdvertisements: house, paidAdvertisements: paid, monetisedLinks: links, partners: partners,
            requiredSentences: sentences)
        return String(decoding: DisclosureWording(profile: profile).disclosure(of: emissions), as: UTF8.self)
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

    @Test(arguments: DisclosureProfile.allCases)
    func aCommissionIsNamedIfAndOnlyIfALinkEarnsOne(profile: DisclosureProfile) {
        #expect(!words(house: 1, profile: profile).contains("commission"))
        #expect(!words(house: 1, profile: profile).contains("link"))
        for links in [1, 2, 7, 40] {
            let text = words(links: links, partners: ["A & B", "C"], profile: profile)
            #expect(text.contains("may earn a commission from A &amp; B or C"))
            #expect(text.contains("“\(profile.mark)”"))
            #expect(text.contains(links == 1 ? "link marked" : "links marked"))
        }
    }

    @Test func whatAPartnerPrescribesIsPrinted() {
        let sentence = "As an Amazon Associate we earn from qualifying purchases."
        #expect(words(links: 1, partners: ["Amazon"], sentences: [sentence]).contains(sentence))
    }

    @Test func theProfileChoosesTheWords() {
        #expect(words(links: 2, partners: ["A"], profile: .us).contains("If you buy through one of the two links"))
        #expect(words(links: 2, partners: ["A"], profile: .eu).contains("are advertising"))
        #expect(words(links: 1, partners: ["A"], profile: .uk).contains("Ad: the link marked “(ad, paid link)”"))
    }
}
