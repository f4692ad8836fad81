import Audience
import AudienceWeb
import Database
import Editorial
import HTTPSupport
import Kernel
import Staff

extension Site {
    /// The newsletter’s office, also where the site sends no mail yet: it says then what is missing.
    static func newsletterDesk(
        _ database: any Database, key: AudienceKey, topics: @escaping @Sendable () async throws -> [TopicChoice],
        settings: SiteSettingsStore, accounts: AccountStore, shell: BroadsheetShell, sendsMail: Bool
    ) -> NewsletterDesk {
        NewsletterDesk(
            editions: EditionStore(database: database), ledger: DeliveryLedger(database: database, key: key),
            reports: EditionReports(database: database), subscribers: SubscriberStore(database: database, key: key),
            ground: NewsletterGround(
                siteName: { shell.site.name }, topics: topics,
                plan: {
                    NewsletterPlan(try await settings.settings(), zone: shell.site.zone, sendsMail: sendsMail)
                },
                letter: { composed, wanted in
                    EditionLetter(
                        of: composed.edition, items: composed.items(for: wanted), site: shell.site,
                        origin: shell.origin
                    ).sample
                },
                address: { try await accounts.account($0)?.email ?? "" }))
    }
}

extension NewsletterPlan {
    init(_ settings: SiteSettings, zone: Zone, sendsMail: Bool) {
        self.init(
            isOn: settings.sendsNewsletter, sendsMail: sendsMail,
            calendar: EditionCalendar(
                hour: settings.newsletterHour, weekday: settings.newsletterWeekday, lead: settings.newsletterLead,
                zone: zone),
            needsApproval: settings.needsApproval, countsClicks: settings.countsNewsletterClicks)
    }
}
