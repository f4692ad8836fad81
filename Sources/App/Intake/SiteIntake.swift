import Audience
import Database
import Kernel
import Logging
import Mail
import WebClient

/// What comes back of the newsletter: mail, and notices of services that hand mail on.
struct SiteIntake: Sendable {
    let unread: UnreadMailStore
    let hooks: MailHookController
    /// `nil` where mails have no return paths of their own.
    let room: MailRoom?

    /// - Parameter agent: What the site calls itself where it asks others for something.
    init(
        settings: Settings, audience: any Database, key: AudienceKey, agent: String, clock: any WallClock
    ) throws {
        let bounces = BounceStore(database: audience)
        unread = UnreadMailStore(database: audience)
        var paths: ReturnPaths?
        if let host = settings.newsletter.bounceDomain {
            let keys = try MailSealFile(settings.data).keys()
            paths = ReturnPaths(host: host, keys: keys)
            room = MailRoom(
                host: host, keys: keys, bounces: bounces, unread: unread,
                subscribers: SubscriberStore(database: audience, key: key), key: key, clock: clock)
        } else {
            room = nil
        }
        guard room != nil || !settings.newsletter.takesMail else {
            throw Problem(
                .invalid, slug: "configuration-invalid", title: "The configuration is wrong",
                detail:
                    "“newsletter.intake” and “newsletter.mailbox” take mail for “newsletter.bounceDomain”, which must be a host like “bounces.example.org”."
            )
        }
        let client = WebClient(userAgent: agent, limits: WebLimits(time: .seconds(10), redirects: 0))
        hooks = MailHookController(
            hooks: settings.mailHooks,
            desk: NoticeDesk(
                bounces: bounces, suppressions: SuppressionStore(database: audience, key: key), paths: paths, key: key,
                clock: clock),
            certificates: SigningCertificates(client: client),
            confirm: { address in
                let answer = try await client.get(address)
                guard answer.status == 200 else { throw SigningCertificates.Unavailable() }
                return answer.body
            },
            clock: clock, logger: Logger(label: "masthead.newsletter"))
    }

    /// Takes the mail in; `nil` where the settings have it so.
    func service(_ settings: Settings, logger: Logger) -> IntakeService? {
        guard let room, let place = settings.newsletter.intake, let domain = settings.newsletter.bounceDomain else {
            return nil
        }
        return IntakeService(place: place, host: settings.siteHost ?? domain, room: room, logger: logger)
    }

    /// Fetches the mail; `nil` where the settings have it so.
    func mailbox(_ settings: Settings, logger: Logger) -> MailboxService? {
        guard let room, let server = settings.newsletter.mailbox else { return nil }
        return MailboxService(server, room: room, logger: logger)
    }
}
