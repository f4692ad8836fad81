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
        _ editions: SiteEditions, _ database: any Database, key: AudienceKey,
        taxonomy: TaxonomyStore, settings: SiteSettingsStore,
        accounts: AccountStore, shell: BroadsheetShell
    ) -> NewsletterDesk {
        let sendsMail = editions.transport != nil
        let send: @Sendable (ComposedEdition, EmailAddress) async throws -> Void = {
            try await editions.sendTest(of: $0, to: $1)
        }
        return NewsletterDesk(
            editions: editions.store, ledger: editions.ledger, reports: EditionReports(database: database),
            subscribers: SubscriberStore(database: database, key: key),
            ground: NewsletterGround(
                siteName: { shell.site.name }, topics: SiteNewsletter.topics(taxonomy),
                topicNames: {
                    Dictionary(uniqueKeysWithValues: try await taxonomy.topics().map { ($0.topic.slug, $0.topic.name) })
                },
                plan: {
                    NewsletterPlan(try await settings.settings(), zone: shell.site.zone, sendsMail: sendsMail)
                },
                outline: { try await editions.composer.preview($0)?.items ?? [] },
                letter: { composed, wanted in
                    guard let letter = try await editions.maker.letter(of: composed, topics: wanted) else {
                        throw StaffRequest.nothingHere
                    }
                    return letter.sample
                },
                sendTest: sendsMail ? send : nil, address: { try await accounts.account($0)?.email ?? "" }))
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
