import Commerce
import HTTPSupport
import Kernel
import Markup
import Testing

@testable import CommerceWeb

@Suite struct FlightFilterTests {
    private enum Standing: String, CaseIterable, Sendable { case running, over }

    private let lamps: Advertiser
    private let campaign: Campaign
    private let flight: Flight

    init() throws {
        let now = Timestamp(milliseconds: 1_800_000_000_000)
        lamps = try Advertiser(partner: Slug("lamps"), name: "Lamps & Sons", categories: [])
        campaign = try Campaign(
            id: Campaign.ID(at: now), advertiser: Slug("lamps"), name: "Autumn", currency: .euro)
        flight = Flight(
            id: Flight.ID(at: now), campaign: campaign.id, name: "Rail, DACH", first: now.day, last: now.day,
            budget: .zero(.euro), pricing: .commission)
    }

    private func filter(_ values: [String: String]) -> FlightFilter<Standing> { FlightFilter(QueryParameters(values)) }

    private func fits(_ values: [String: String]) -> Bool { filter(values).fits(flight, campaign, lamps) }

    @Test(arguments: ["rail", "dach autumn", "  SONS  rail ", "&", ""])
    func eachWordIsInOneOfTheNames(words: String) {
        #expect(fits(["words": words]))
    }

    @Test(arguments: ["rails", "rail winter", "autumnlamps"])
    func whatStandsInNoneOfThemLeavesItOut(words: String) {
        #expect(!fits(["words": words]))
        #expect(filter(["words": words]).isOn)
    }

    @Test func anAdvertiserLeavesTheOthersOut() {
        #expect(fits(["advertiser": "lamps"]))
        #expect(!fits(["advertiser": "atlas-books"]))
    }

    @Test func aStateLeavesTheOthersOut() {
        let running = filter(["state": "running"])
        #expect(running.isOn)
        #expect(running.fits(.running))
        #expect(!running.fits(.over))
    }

    @Test(arguments: [
        [:], ["state": "asleep"], ["advertiser": "<b>"], ["words": " \t "], ["other": "x"],
    ])
    func whatCannotBeReadChoosesNothing(values: [String: String]) {
        let filter = filter(values)
        #expect(!filter.isOn)
        #expect(filter.fits(flight, campaign, lamps))
        #expect(Standing.allCases.allSatisfy(filter.fits))
    }

    @Test func anEndlessWordIsCutOff() {
        #expect(filter(["words": String(repeating: "x", count: 10_000)]).words.count == 100)
    }

    @Test func theFormStandsAboveLongListsAndWhateverIsFiltered() {
        func form(_ values: [String: String], count: Int) -> String {
            var html = HTMLWriter()
            filter(values).write(
                on: .advertising, advertisers: [lamps, lamps], count: count, title: \.rawValue, into: &html)
            return String(decoding: html.bytes, as: UTF8.self)
        }
        #expect(form([:], count: 8).isEmpty)
        #expect(form([:], count: 9).contains("action=\"/business/advertising\""))
        let typed = form(["words": "\"><script>", "state": "over"], count: 0)
        #expect(typed.contains("value=\"&quot;&gt;&lt;script&gt;\""))
        #expect(!typed.contains("<script>"))
        #expect(typed.contains("<option value=\"over\" selected>"))
        #expect(typed.ranges(of: "Lamps &amp; Sons").count == 1)
    }
}
