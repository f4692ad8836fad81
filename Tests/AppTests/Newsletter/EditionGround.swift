import Audience
import Database
import Editorial
import HTTPSupport
import Kernel
import Mail
import MailDelivery
import NIOPosix
import Staff
import TestSupport
import Testing

@testable import App

/// The example site with a newsletter, on either engine.
struct EditionGround {
    let settings: Settings
    let stores: Stores
    let clock: SettableClock
    let site: Site

    var articles: ArticleStore {
        ArticleStore(database: stores.editorial, changes: ChangeFeed(), reservedSlugs: Route.reservedSlugs)
    }

    /// - Parameter port: Of the mail server.
    static func with(
        _ engine: TestEngine, port: Int = 2525, environment: [String: String] = [:],
        _ body: (EditionGround) async throws -> Void
    ) async throws {
        let clock = SettableClock()
        var environment = environment
        environment["MASTHEAD_MAIL_SERVER"] = "127.0.0.1"
        environment["MASTHEAD_MAIL_PORT"] = "\(port)"
        environment["MASTHEAD_MAIL_SECURITY"] = "none"
        environment["MASTHEAD_MAIL_FROM"] = "daily@quarto.example"
        environment["MASTHEAD_NEWSLETTER_BOUNCE_DOMAIN"] = "bounces.quarto.example"
        if engine == .postgres { environment["MASTHEAD_DATABASE"] = try await TestPostgresServer.launch().address }
        let all = environment
        try await withTemporaryFolder("editions") { folder in
            let data = DataDirectory(folder + "/site")
            _ = try await ExampleSite(clock: clock).make(in: data, environment: all)
            let settings = try await Settings(data: data, environment: all)
            let stores = try await Stores(settings, clock: clock)
            do {
                let site = try await Site.example(settings, stores, clock: clock)
                try await body(EditionGround(settings: settings, stores: stores, clock: clock, site: site))
            } catch {
                await stores.close()
                throw error
            }
            await stores.close()
        }
    }

    func draft(_ name: String, topic: String = "the-night-sky") throws -> ArticleDraft {
        try ArticleDraft(
            slug: Slug(name), kind: .guide, title: "About \(name)", description: "What \(name) is.",
            answer: "So it is.", body: "More of it.", about: name, section: Slug("science"), topics: [Slug(topic)],
            authors: [Slug("tobias-wrenfield")], reviewers: [], facts: [], related: [])
    }

    func publish(_ name: String, topic: String = "the-night-sky") async throws {
        _ = try await articles.publish(draft(name, topic: topic), at: clock.now(), note: "New")
    }

    func choose(_ values: [SiteSetting: String]) async throws {
        let store = SiteSettingsStore(
            database: stores.staff, clock: clock, fixed: settings.site, zone: ZoneDirectory().zone)
        try await store.change(to: values, base: try await store.settings().change, by: "", name: "Petra")
    }

    /// Adds subscribers who have confirmed, as an import does it.
    func addSubscribers(_ addresses: [String], topics: String = "") async throws {
        let key = try KeyFile(path: settings.data.audienceKeyPath).key()
        var tables = [
            Array(("address,topics\n" + addresses.map { "\($0),\(topics)\n" }.joined()).utf8)
        ]
        let importer = SubscriberImporter(database: stores.audience, key: key)
        _ = try await importer.run(
            SubscriberImport(consented: clock.now().day.advanced(byDays: -100)), at: clock.now()
        ) { tables.isEmpty ? nil : tables.removeLast() }
        clock.advance(by: .seconds(1))
    }

    /// Publishes something and begins to send an edition of it.
    func begin() async throws -> Edition.ID {
        try await publish("newly-found")
        clock.advance(by: .seconds(60))
        let id = try await site.editions.composer.today(.daily)
        #expect(try await site.editions.composer.compose(id))
        #expect(try await site.editions.begin(id))
        return id
    }

    /// Sends with short waits for a server that says nothing.
    func sending(_ change: (inout SMTPTimeouts) -> Void = { _ in }) throws -> EditionSending {
        var timeouts = SMTPTimeouts()
        timeouts.greeting = .seconds(2)
        timeouts.command = .seconds(2)
        timeouts.dataStart = .seconds(2)
        timeouts.dataEnd = .seconds(2)
        change(&timeouts)
        let transport = try EditionTransport(
            #require(settings.mail), settings: settings.newsletter, maker: site.editions.maker,
            editions: site.editions.store, timeouts: timeouts, group: .singletonMultiThreadedEventLoopGroup)
        return EditionSending(
            ledger: site.editions.ledger, transport: transport, clock: clock,
            worker: "test \(Identifier<Site>(at: clock.now()))")
    }

    func counts(of id: Edition.ID) async throws -> [Delivery.State: Int] {
        try await site.editions.ledger.progress(of: id)?.counts ?? [:]
    }
}
