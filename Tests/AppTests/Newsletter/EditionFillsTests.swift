import Audience
import AudienceWeb
import Commerce
import Compositor
import Database
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import Mail
import RouterTestSupport
import Staff
import TestSupport
import Testing
import WebTestSupport

@testable import App

/// What earns in an edition’s letters: decided once, disclosed first, and nothing that an editor would see.
@Suite struct EditionFillsTests {
    private static let shop = "https://www.northlight-optics.example/telescopes/dobsonian-150"
    private static let intro = """
        Good morning. This week [a telescope](\(shop)) is *cheaper*, see [our guide](https://quarto.example/moon), \
        [the maker](https://plain.example/a?b=1&c=2) and <https://www.nasa.gov/moon>.

        - [salt](https://www.food.gov.uk/salt)
        """

    private func signature(_ ground: EditionGround) -> Signature {
        Signature(account: nil, name: "Test", at: ground.clock.now())
    }

    /// An edition with an introduction that links to shops.
    private func composed(_ ground: EditionGround, intro: String = intro) async throws -> ComposedEdition {
        try await ground.publish("newly-found")
        ground.clock.advance(by: .seconds(60))
        let editions = ground.site.editions
        let id = try await editions.composer.today(.daily)
        #expect(try await editions.composer.compose(id))
        let made = try #require(try await editions.store.edition(id))
        try await editions.store.change(
            id, version: made.edition.version,
            to: .init(subject: "So it is", intro: intro, order: Array(made.items.indices)))
        return try #require(try await editions.store.edition(id))
    }

    private func set(
        _ ground: EditionGround, _ composed: ComposedEdition, with fills: LetterFills
    ) async throws -> SetLetter {
        let letter = try #require(try await ground.site.editions.maker.letter(of: composed, topics: []))
        return ground.site.editions.maker.set(letter, with: fills)
    }

    @Test(arguments: TestEngine.allCases)
    func aLinkToAShopEarnsAndIsDisclosedFirst(engine: TestEngine) async throws {
        try await EditionGround.with(engine) { ground in
            let composed = try await composed(ground)
            let fills = try await ground.site.editions.maker.fills(of: composed)
            #expect(fills.links.map { $0 != nil } == [true, false, false, false])
            let set = try await set(ground, composed, with: fills)
            let address = try #require(fills.links[0]?.address)
            #expect(address.hasPrefix("https://quarto.example/go/"))
            for body in [set.html, set.text] {
                let notice = try #require(body.firstRange(of: "Advertiser disclosure:"))
                let link = try #require(body.firstRange(of: address))
                #expect(notice.upperBound < link.lowerBound)
                #expect(body.contains("(paid link)"))
            }
            #expect(set.text.contains("[1] \(address) (paid link)\n[2] https://quarto.example/moon\n"))
            #expect(!set.text.contains(Self.shop))
            #expect(set.html.contains("\(address)\" rel=\"sponsored nofollow external\" data-plain=\"\(Self.shop)\">"))
            // Whose click it was is told by the edition and the place, and by nothing else.
            let id = try #require(AffiliateLink.ID(String(address.suffix(10))))
            let link = try #require(try await ground.site.links.link(id))
            #expect(link.site.page == "/newsletter/\(composed.edition.id)" && link.site.place == .letter)
            #expect(KeptLetter(try KeptLetter(fills: fills, facts: nil).text)?.fills == fills)
        }
    }

    /// P1 and P7 for mails: whatever the commercial data, the editorial bytes stay, and something is disclosed if and only if
    /// something earns.
    @Test func commercialDataChangesNoEditorialByteOfALetter() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        try await EditionGround.with(.sqlite) { ground in
            let composed = try await composed(ground)
            let plain = try await set(ground, composed, with: LetterFills())
            let editorial = try Erasure.erase(Array(plain.html.utf8))
            var commerce = RandomCommerce(ground.stores, clock: ground.clock)
            var earning = 0
            for _ in 0..<150 {
                for _ in 0..<3 { try await commerce.step(using: &generator) }
                try await ground.site.links.reload()
                let fills = try await ground.site.editions.maker.fills(of: composed)
                let set = try await set(ground, composed, with: fills)
                #expect(try Erasure.erase(Array(set.html.utf8)) == editorial, "seed \(seed)")
                #expect(erased(set.text, of: fills, plain: plain.text) == plain.text, "seed \(seed)")
                let earns = fills.offer != nil || fills.links.contains { $0 != nil }
                if earns { earning += 1 }
                #expect(set.html.utf8.count < EditionLetter.longest)
                for body in [set.html, set.text] {
                    let notice = body.firstRange(of: "Advertiser disclosure:")?.lowerBound
                    #expect((notice != nil) == earns, "seed \(seed)")
                    let first = [body.firstRange(of: "/go/"), body.firstRange(of: "Advertisement\n")]
                        .compactMap { $0?.lowerBound }.min()
                    if let notice, let first { #expect(notice < first, "seed \(seed)") }
                }
                let links = set.html.matches(of: #/href="(https://quarto.example/go/[^"]*)"/#).map { String($0.1) }
                #expect(links == fills.links.compactMap { $0?.address })
            }
            #expect(earning > 15, "Hardly anything earned (seed \(seed)).")
        }
    }

    /// A text without what the fills put into it.
    private func erased(_ text: String, of fills: LetterFills, plain: String) -> String {
        var text = text
        if let notice = text.firstRange(of: "Advertiser disclosure:"),
            let end = text[notice.lowerBound...].firstRange(of: "\n\n")
        {
            text.removeSubrange(notice.lowerBound..<end.upperBound)
        }
        let addresses = plain.matches(of: #/\n\[\d+\] (\S+)/#).map { String($0.1) }.filter {
            !$0.hasPrefix("https://quarto.example/")
        }
        for (address, link) in zip(addresses, fills.links) {
            if let link { text = text.replacing(link.address + link.mark.text, with: address) }
        }
        for label in fills.labels.values { text = text.replacing(label.text, with: "") }
        if let offer = fills.offer {
            let lines = offer.words.text.split(separator: "\n", omittingEmptySubsequences: false)
                .flatMap { $0.isEmpty ? [""] : MailText.wrapped(String($0)) }
            text = text.replacing(lines.joined(separator: "\n") + "\n\n", with: "")
        }
        return text
    }

    /// What was decided when it began stays, whoever sends it and whatever ends meanwhile.
    @Test(arguments: TestEngine.allCases)
    func whatWasDecidedStays(engine: TestEngine) async throws {
        let server = try await FaultyMailServer()
        try await EditionGround.with(engine, port: server.port) { ground in
            try await ground.addSubscribers((0..<3).map { "reader\($0)@mail.example" })
            let composed = try await composed(ground)
            let editions = ground.site.editions
            #expect(try await editions.begin(composed.edition.id))
            let kept = try #require(try await editions.store.fills(of: composed.edition.id))
            let fills = try #require(KeptLetter(kept)?.fills)
            let address = try #require(fills.links[0]?.address)
            // Nothing earns any more; another process sends.
            let rules = MerchantRuleStore(
                database: ground.stores.commerce, site: OwnSite(origin: "https://quarto.example"))
            for rule in try await rules.all() {
                try await rules.save(
                    MerchantRule(
                        id: rule.id, programme: rule.programme, domain: rule.domain, path: rule.path,
                        template: rule.template, made: rule.made, ended: ground.clock.now()),
                    by: signature(ground))
            }
            let other = try await Site.example(ground.settings, ground.stores, clock: ground.clock)
            #expect(try await other.editions.maker.fills(of: composed).links.allSatisfy { $0 == nil })
            #expect(try await other.editions.begin(composed.edition.id))
            #expect(try await other.editions.store.fills(of: composed.edition.id) == kept)
            // What letters say of the site is decided then, too.
            #expect(KeptLetter(kept)?.facts?.countsClicks == false)
            try await ground.choose([.newsletterClicks: "yes"])
            #expect(try await other.editions.maker.facts().countsClicks)
            let sending = try ground.sending()
            #expect(try await sending.pass(composed.edition.id) == .finished)
            #expect(server.taken.count == 3)
            for mail in server.taken {
                let words = mail.content.replacing("=\r\n", with: "").replacing("=3D", with: "=")
                #expect(words.contains(address) && words.contains("(paid link)"))
                #expect(!words.contains("/newsletter/read/"))
            }
        }
        await server.close()
    }

    /// An editor who changes the introduction while it is decided what earns in it is not passed over.
    @Test(arguments: TestEngine.allCases)
    func nothingIsDecidedForAnIntroductionOfBefore(engine: TestEngine) async throws {
        try await EditionGround.with(engine) { ground in
            let composed = try await composed(ground)
            let editions = ground.site.editions
            let (id, version) = (composed.edition.id, composed.edition.version)
            try await editions.store.change(
                id, version: version,
                to: .init(subject: "Other", intro: "Without a link.", order: Array(composed.items.indices)))
            let kept = try await editions.maker.kept(of: composed).text
            let begun = try await editions.ledger.begin(id, version: version, fills: kept, at: ground.clock.now())
            #expect(!begun)
            #expect(try await editions.store.fills(of: id) == nil)
            #expect(try await editions.begin(id))
            let later = try #require(try await editions.store.fills(of: id))
            #expect(KeptLetter(later)?.fills.links.isEmpty == true)
        }
    }

    /// What can’t be read isn’t guessed: the edition stops, and says so.
    @Test(arguments: ["", "{", "{\"links\":[1]}"])
    func whatCannotBeReadStopsTheEdition(kept: String) async throws {
        let server = try await FaultyMailServer()
        try await EditionGround.with(.sqlite, port: server.port) { ground in
            try await ground.addSubscribers(["reader@mail.example"])
            let composed = try await composed(ground)
            let (id, ledger) = (composed.edition.id, ground.site.editions.ledger)
            #expect(try await ledger.begin(id, fills: kept, at: ground.clock.now()))
            #expect(try await ground.sending().pass(id) != .finished)
            let progress = try #require(try await ledger.progress(of: id))
            #expect(progress.state == .paused && progress.halt.contains("can’t be read"))
            #expect(server.taken.isEmpty)
        }
        await server.close()
    }

    /// However many links earn: a letter that programs would cut off does without what earns.
    @Test func nothingThatEarnsMakesALetterTooLong() async throws {
        try await EditionGround.with(.sqlite) { ground in
            let intro = (0..<55).map { "[a](\(Self.shop)?\($0))" }.joined(separator: " ")
            let composed = try await composed(ground, intro: String(intro.prefix(4000)))
            let many = try await ground.site.editions.maker.fills(of: composed)
            #expect(try await set(ground, composed, with: many).html.utf8.count < EditionLetter.longest)
            // So long that little more fits.
            func edition(_ letters: Int) -> ComposedEdition {
                let items = (0..<28).map { number in
                    EditionItem(
                        .published, path: "/a-\(number)", title: "Long",
                        summary: String(repeating: "e", count: letters),
                        kind: "guide", topics: [], bylines: [], at: ground.clock.now())
                }
                return ComposedEdition(edition: composed.edition, items: items)
            }
            func size(_ composed: ComposedEdition) async throws -> Int {
                try await set(ground, composed, with: LetterFills()).html.utf8.count
            }
            let room = try await EditionLetter.longest - 3000 - size(edition(100))
            let long = edition(100 + room / 29)
            let plain = try await size(long)
            #expect(plain < EditionLetter.longest && plain > EditionLetter.longest - 9000, "\(plain)")
            let fills = try await ground.site.editions.maker.fills(of: long)
            #expect(fills.links.isEmpty)
        }
    }

    /// The desk sees places and no partner, whatever an edition would earn.
    @Test func theDeskSeesNothingThatEarns() async throws {
        try await EditionGround.with(.sqlite) { ground in
            let composed = try await composed(ground)
            let letter = try #require(try await ground.site.editions.maker.letter(of: composed, topics: []))
            for body in [letter.sample.html, letter.sample.text] {
                #expect(!body.contains("/go/") && !body.contains("Northlight") && !body.contains("(paid link)"))
                #expect(body.contains(Self.shop))
                #expect(body.contains("the advertiser disclosure"))
            }
        }
    }

    /// The web page of an edition is a page like others: its links earn, and it says so before the first.
    @Test(arguments: TestEngine.allCases)
    func theArchiveDisclosesToo(engine: TestEngine) async throws {
        try await EditionGround.with(engine) { ground in
            let composed = try await composed(ground)
            #expect(try await ground.site.editions.begin(composed.edition.id))
            let route = Route.edition(composed.edition.id.description)
            let asker = OfficeAsker(
                responder: SiteRouter(
                    ground.site, databases: ground.stores.all, metrics: PrometheusMetrics(),
                    observer: RequestRecorder(metrics: PrometheusMetrics(), log: nil)
                ).router.buildResponder())
            let page = try await asker.ask("GET \(route.path)", as: nil, [.accept: "text/html"]).text
            let notice = try #require(page.firstRange(of: "we may earn a commission from"))
            let link = try #require(page.firstRange(of: "data-plain=\"\(Self.shop)\""))
            #expect(notice.upperBound < link.lowerBound)
            #expect(page.contains("<a href=\"https://quarto.example/moon\">our guide</a>"))
            #expect(page.contains("href=\"https://plain.example/a?b=1&amp;c=2\" rel=\"external\""))
        }
    }
}
