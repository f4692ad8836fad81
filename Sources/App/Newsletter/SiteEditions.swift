package import Audience
import AudienceWeb
import Commerce
import CoreMetrics
import Database
import Editorial
import HTTPSupport
package import Kernel
import Logging
import Mail
import MailDelivery
import NIOPosix
import ServiceLifecycle
import Staff

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The editions of a site, from composing them to the mail server.
package struct SiteEditions: Sendable {
    package let store: EditionStore
    package let ledger: DeliveryLedger
    package let composer: EditionComposer
    package let maker: EditionMaker
    let telling: EditionTelling
    /// `nil` where the site sends no mail.
    package let transport: EditionTransport?
    package let clock: any WallClock
    /// How many batches are on their way at the same time.
    package let lanes: Int

    /// - Throws: ``Problem`` when a key can’t be used.
    init(
        settings: Settings, audience: any Database, key: AudienceKey, articles: ArticleStore,
        choices: SiteSettingsStore, zones: ZoneDirectory, origin: String, site: @escaping @Sendable () -> SiteIdentity,
        filler: any LetterFiller, disclosures: any LetterDisclosureFiller, advertising: LetterAdvertising,
        clock: any WallClock
    ) throws {
        store = EditionStore(database: audience)
        ledger = DeliveryLedger(database: audience, key: key, lease: settings.newsletter.lease)
        telling = EditionTelling(store: store, ledger: ledger, advertising: advertising)
        self.clock = clock
        composer = EditionComposer(
            news: EditionNews(articles: articles, comments: CommentStore(database: audience), editions: store),
            editions: store, settings: choices, zones: zones, clock: clock)
        maker = EditionMaker(
            site: site, origin: origin, key: key, post: try Self.post(settings),
            filler: filler, disclosures: disclosures,
            countsClicks: { try await choices.settings().countsNewsletterClicks })
        lanes = max(2, min(settings.newsletter.connections, 8))
        transport = try settings.mail.map { [maker, store] server in
            try EditionTransport(
                server, settings: settings.newsletter, maker: maker, editions: store,
                group: MultiThreadedEventLoopGroup.singleton)
        }
    }

    /// How letters of this site go out; `nil` where it sends no mail.
    static func post(_ settings: Settings) throws -> EditionMaker.Post? {
        guard let mail = settings.mail else { return nil }
        let sender = settings.newsletter.sender ?? mail.sender
        let keys = try NewsletterKeys(
            settings.data, selectors: settings.newsletter.selectors, domain: String(sender.host))
        let host = settings.newsletter.bounceDomain
        return EditionMaker.Post(
            sender: sender, bounces: host.flatMap { ReturnPaths(host: $0, keys: keys.seal) },
            departures: host.flatMap { ReturnPaths(host: $0, keys: keys.seal, for: .departures) },
            replies: settings.newsletter.takesMail
                ? host.flatMap { ReturnPaths(host: $0, keys: keys.seal, for: .replies) } : nil,
            signers: keys.signers)
    }

    /// Decides what stands in the letters of an edition besides what it tells, and begins to send it; of several nodes that try, one
    /// decides for all.
    ///
    /// - Returns: Whether it is being sent.
    @discardableResult
    package func begin(_ id: Edition.ID) async throws -> Bool {
        guard let composed = try await store.edition(id) else { return false }
        let version = composed.edition.version
        let fills = composed.edition.state == .scheduled ? try await maker.kept(of: composed).text : nil
        // When an editor was quicker it isn’t begun, and decided again by whoever tries next.
        guard try await ledger.begin(id, version: version, fills: fills, at: clock.now()) else { return false }
        // Told again later if this fails; until then clicks of its advertisement don’t count.
        try? await telling.tell(id)
        return true
    }

    /// Sends for this process; `nil` where the site sends no mail.
    ///
    /// - Parameter lease: How long others wait for this process when it dies; `nil` for as long as the operator has settled.
    package func sending(lease: Duration? = nil) -> EditionSending? {
        transport.map {
            EditionSending(
                ledger: lease.map { ledger.leasing($0) } ?? ledger, transport: $0, clock: clock,
                worker: Self.worker(at: clock.now()))
        }
    }

    /// Sends an edition to an address, as a test that counts as nothing.
    ///
    /// - Throws: ``Problem`` when it can’t be sent.
    package func sendTest(of composed: ComposedEdition, to recipient: EmailAddress) async throws {
        guard let transport else { throw Self.noServer }
        try await transport.deliver(try await maker.test(of: composed, to: recipient, at: clock.now()))
    }

    /// The latest edition that readers have, with something in the slot of its letter; `nil` while they have none.
    func preview(_ fill: [UInt8]) async throws -> [UInt8]? {
        guard let latest = try await store.published(most: 1).first, let composed = try await store.edition(latest.id)
        else { return nil }
        return try await maker.letter(of: composed, topics: [])?.sample(showing: fill)
    }

    package static let noServer = Problem(
        .unavailable, slug: "no-mail-server", title: "The site sends no mail",
        detail: "Name a mail server in masthead.yaml (“mail.server” and “mail.from”).")

    /// What makes and sends editions while the server runs.
    func services(library: PageLibrary, logger: Logger) -> [any Service] {
        guard let transport, let sending = sending() else { return [] }
        return [
            EditionSendingService(editions: self, sending: sending, transport: transport, logger: logger),
            EditionService(editions: self, library: library, logger: logger),
            EditionTellingService(telling: telling, clock: clock, logger: logger),
        ]
    }

    /// How the newsletter does, for monitoring.
    func record(in metrics: any MetricsFactory) {
        guard let figures = transport?.metrics else { return }
        for (outcome, count) in [
            ("accepted", figures.accepted), ("refused_for_now", figures.refusedForNow),
            ("refused_for_good", figures.refusedForGood), ("uncertain", figures.uncertain),
            ("not_sent", figures.notSent),
        ] {
            metrics.makeMeter(label: "masthead_newsletter_mails", dimensions: [("outcome", outcome)]).set(Int64(count))
        }
        metrics.makeMeter(label: "masthead_newsletter_connections", dimensions: []).set(Int64(figures.connections))
        metrics.makeMeter(label: "masthead_newsletter_mails_per_second", dimensions: []).set(figures.perSecond)
        metrics.makeMeter(label: "masthead_newsletter_paused", dimensions: []).set(Int64(figures.pause == nil ? 0 : 1))
    }

    /// Names this process, unlike any other that ever ran.
    private static func worker(at now: Timestamp) -> String {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "\(host) \(getpid()) \(Identifier<SiteEditions>(at: now))"
    }
}
