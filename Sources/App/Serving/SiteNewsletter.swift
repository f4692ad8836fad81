import Audience
import AudienceWeb
import Bounces
import Database
import Editorial
import HTTPSupport
import Kernel
import Logging
import ServiceLifecycle

/// The newsletter of a site that sends mail.
struct SiteNewsletter: Sendable {
    let subscribers: SubscriberStore
    let controller: SubscriptionController
    let pages: NewsletterPages

    init(
        settings: Settings, audience: any Database, key: AudienceKey, taxonomy: TaxonomyStore, mail: any MailSender,
        shell: BroadsheetShell, clock: any WallClock
    ) {
        let logger = Logger(label: "masthead.newsletter")
        let topics = Self.topics(taxonomy)
        subscribers = SubscriberStore(database: audience, key: key)
        pages = NewsletterPages(
            topics: topics, editions: EditionStore(database: audience), isOffered: { shell.offersNewsletter },
            shell: shell)
        controller = SubscriptionController(
            signUps: SignUps(database: audience, key: key), subscribers: subscribers, key: key, topics: topics,
            mail: mail,
            tellOfMail: { error in
                logger.error("A mail about a subscription could not be sent", metadata: ["error": .string("\(error)")])
            }, isOffered: { shell.offersNewsletter }, shell: shell, clock: clock,
            isBehindProxy: settings.isBehindProxy)
    }
}

extension SiteNewsletter {
    /// What readers may choose: every topic about which there is something.
    static func topics(_ taxonomy: TaxonomyStore) -> @Sendable () async throws -> [TopicChoice] {
        {
            try await taxonomy.topics().filter { $0.articles > 0 }
                .map { TopicChoice(slug: $0.topic.slug, name: $0.topic.name) }
        }
    }

    /// What the publisher sees and does of subscribers, also where the site sends no mail yet.
    static func office(_ audience: any Database, key: AudienceKey) -> SubscriberOffice {
        SubscriberOffice(
            subscribers: SubscriberStore(database: audience, key: key),
            suppressions: SuppressionStore(database: audience, key: key),
            returned: ReturnedMailStore(database: audience, key: key), unread: UnreadMailStore(database: audience),
            importer: SubscriberImporter(database: audience, key: key),
            export: SubscriberExport(database: audience, key: key)
        ) { bytes in
            let mail = MailSummary(bytes)
            return MailGlance(from: mail.from, subject: mail.subject, text: mail.text)
        }
    }
}

/// Ends pauses, and forgets whom nothing is kept of any more.
struct SubscriberKeeping: Service {
    let subscribers: SubscriberStore
    let unread: UnreadMailStore
    let clock: any WallClock
    let logger: Logger

    private static let interval = Duration.seconds(600)

    func run() async throws {
        await Recurring(every: Self.interval, trouble: "Subscribers could not be kept in order", logger: logger).run {
            try await subscribers.keepInOrder(at: clock.now())
            try await unread.keepInOrder(at: clock.now())
        }
    }
}
