import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Editorial

@Suite("The health of the links of published articles")
struct ArticleLinksTests {
    /// Answers as it is told to, and remembers what it was asked.
    private final class Probe: AddressProbe {
        private let asked = Mutex<[String]>([])

        var addresses: [String] { asked.withLock { $0.sorted() } }

        func probe(_ address: String) async -> CheckOutcome {
            asked.withLock { $0.append(address) }
            return CheckOutcome(status: address.contains("gone") ? 404 : 200, finalAddress: nil)
        }
    }

    private struct Fixture {
        let site: EditorialSite
        let clock = SettableClock(EditorialSite.start)
        let probe = Probe()
        let links: ArticleLinks
        let store: LinkHealthStore

        init(_ site: EditorialSite) {
            self.site = site
            store = LinkHealthStore(database: site.database)
            links = ArticleLinks(
                index: OutboundLinkIndex(articles: site.articles, changes: site.changes), store: store,
                inspector: AddressInspector(store: store, probe: probe, clock: clock), clock: clock)
        }

        /// Passes an hour each, up to a number of days.
        func pass(days: Int) async throws {
            for _ in 0..<(days * 24) {
                _ = try await links.inspectDue()
                clock.advance(by: .seconds(3600))
            }
        }
    }

    @Test("are all checked, whatever they are, and those of sources are the library’s", arguments: TestEngine.allCases)
    func everything(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let fixture = Fixture(site)
            let source = try #require(MarkdownFixture.sources.first)
            try await site.publish("a") {
                $0.body = "[One](https://one.example/) [two](https://gone.example/x) :cite[\(source.slug)]."
            }
            try await site.publish("b") { $0.body = "[Two](https://gone.example/x) again." }
            #expect(try await fixture.links.inspectDue().checked == 2)
            #expect(fixture.probe.addresses == ["https://gone.example/x", "https://one.example/"])
            #expect(try await fixture.store.health(of: "https://one.example/")?.state == .well)
            #expect(try await fixture.links.inspectDue().checked == 0)
        }
    }

    @Test("are dead after days, and told with every article that has them", arguments: TestEngine.allCases)
    func death(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let fixture = Fixture(site)
            try await site.publish("a") { $0.body = "[One](https://one.example/) [two](https://gone.example/x)" }
            try await site.publish("b") { $0.body = "[Two](https://gone.example/x) again." }
            try await fixture.pass(days: 2)
            #expect(try await fixture.links.troubled().isEmpty)
            #expect(try await fixture.store.health(of: "https://gone.example/x")?.state == .failing)
            try await fixture.pass(days: 3)
            let dead = try #require(try await fixture.links.troubled().first)
            #expect(dead.address == "https://gone.example/x")
            #expect(dead.health.state == .dead)
            #expect(dead.articles.map(\.slug) == [slug("a"), slug("b")])
            #expect(try await fixture.links.dead(in: slug("b")) == [dead])
            #expect(try await fixture.links.dead(in: slug("c")).isEmpty)
            #expect(try await fixture.links.dead(in: nil).isEmpty)

            // Whoever writes about the same page is told before publishing.
            let manuscripts = ManuscriptStore(articles: site.articles, clock: fixture.clock)
            var text = ManuscriptText(EditorialSite.draft("c"))
            text.body = "One.\n\nSee [this](HTTPS://gone.example/x) and [that](https://one.example/)."
            let id = Manuscript.ID(at: fixture.clock.now())
            try await manuscripts.begin(id, text: text, by: Manuscript.Hand(account: "w", name: "Will"))
            let manuscript = try #require(try await manuscripts.manuscript(id))
            let findings = try await manuscripts.findings(in: manuscript).filter { $0.rule == .deadLink }
            #expect(findings.map(\.line) == [3])
            #expect(findings.first?.severity == .advice)

            // Taken out of one article it is still the other’s, and out of both it is nobody’s.
            try await site.publish("a", 1) { $0.body = "Nothing." }
            #expect(try await fixture.links.troubled().first?.articles.map(\.slug) == [slug("b")])
            try await site.publish("b", 2) { $0.body = "Nothing." }
            #expect(try await fixture.links.troubled().isEmpty)
            _ = try await fixture.links.inspectDue()
            #expect(try await site.count("link_health") == 0)
        }
    }

    @Test("can be checked at once by whoever mended one", arguments: TestEngine.allCases)
    func again(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let fixture = Fixture(site)
            try await site.publish("a") { $0.body = "[One](https://one.example/)" }
            #expect(try await fixture.links.inspect("https://one.example/")?.state == .well)
            for unknown in ["", "https://two.example/", "javascript:alert(1)", "' OR 1=1 --"] {
                #expect(try await kind { _ = try await fixture.links.inspect(unknown) } == .notFound)
            }
            #expect(fixture.probe.addresses == ["https://one.example/"])
            // A check that comes after its lease is forgotten.
            let lease = try await fixture.store.claim(
                "https://one.example/", at: fixture.clock.now(), lease: .seconds(60))
            _ = try await fixture.links.inspect("https://one.example/")
            let late = CheckOutcome(status: 404, finalAddress: nil)
            #expect(try await fixture.store.record(late, of: lease, at: fixture.clock.now()) == nil)
        }
    }
}
