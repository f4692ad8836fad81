import Kernel
import Testing

@testable import CommerceWeb

@Suite struct DisclosureWordingTests {
    private func words(
        house: Int = 0, paid: Int = 0, links: Int = 0, partners: [String] = [], sentences: [String] = [],
        advertisers: [String] = [], surface: Surface = .page, profile: DisclosureProfile = .us
    ) -> String {
        let emissions = Emissions(
            houseAdvertisements: house, paidAdvertisements: paid, monetisedLinks: links, partners: partners,
            requiredSentences: sentences, advertisers: advertisers, surface: surface)
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

    @Test(arguments: DisclosureProfile.allCases)
    func whoPaysForAWholePageIsTheFirstThingThatIsSaid(profile: DisclosureProfile) {
        let one = words(advertisers: ["A & B"], profile: profile)
        #expect(one.contains("<p><strong>Advertisement by A &amp; B.</strong> A &amp; B paid for what this page says."))
        #expect(!one.contains("no advertisement"))
        let two = words(paid: 1, advertisers: ["A", "B"], profile: profile)
        #expect(two.contains("<strong>Advertisements by A and B.</strong> A and B paid for what this page says."))
        #expect(two.contains("One advertiser pays for space on this page"))
        let item = words(advertisers: ["A"], surface: .item, profile: profile)
        #expect(item.contains("<strong>Advertisement by A.</strong> A paid for what this item says."))
        #expect(words(surface: .item, profile: profile).isEmpty)
    }

    /// In both forms of a mail, in the same words as on pages.
    @Test(arguments: DisclosureProfile.allCases)
    func aMailSaysItIfAndOnlyIfSomethingInItEarns(profile: DisclosureProfile) {
        #expect(words(surface: .letter, profile: profile).isEmpty)
        #expect(
            words(house: 1, surface: .letter, profile: profile)
                .contains("the one advertisement in this mail is our own, and labelled."))
        #expect(
            words(paid: 1, surface: .letter, profile: profile)
                .contains("one advertiser pays for space in this mail; it is labelled."))
        let earning = words(
            links: 2, partners: ["A & B"], sentences: ["So <we> say."], surface: .letter, profile: profile)
        #expect(earning.contains("from A &amp; B") && earning.contains("So &lt;we&gt; say."))
        #expect(!earning.contains("no advertisement") && !earning.contains("space"))
        let emissions = Emissions(
            houseAdvertisements: 0, paidAdvertisements: 0, monetisedLinks: 2, partners: ["A & B"],
            requiredSentences: ["So <we> say."], surface: .letter)
        let text = DisclosureWording(profile: profile).text(of: emissions)
        #expect(text.hasPrefix("Advertiser disclosure: ") && text.hasSuffix(" So <we> say."))
        let sentences = earning.split(separator: "</strong> ").last?.split(separator: "</p>").first.map(String.init)
        #expect(
            sentences?.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
                == String(text.dropFirst("Advertiser disclosure: ".count)))
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
