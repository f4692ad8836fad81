import Assets
import AudienceWeb
import CommerceWeb
import Database
import EditorialWeb
package import HTTPSupport
import Hummingbird
import Kernel
import Staff
import StaffWeb

/// The back offices, behind the gate that lets the staff in.
package struct Offices: Sendable {
    /// Every endpoint, with who may use it.
    package let endpoints: [StaffEndpoint]
    /// What stands where a page of theirs can’t be made.
    let problems: OfficeProblemPages
    private let gate: StaffGate
    private let signIn: SignInController
    private let portal: AdvertiserPortal

    init(
        settings: Settings, staff: any Database, origin: String, clock: any WallClock, assets: AssetPages, desk: Desk,
        taxonomy: TaxonomyDesk, policies: PolicyOffice, publisher: SettingsController,
        site: @escaping @Sendable () -> SiteIdentity,
        beginnings: @escaping @Sendable () async throws -> Beginnings,
        business: Business,
        sponsored: SponsoredOffice,
        contacts: ContactOffice,
        portal: (OfficeShell) -> AdvertiserPortal,
        delivery: DeliveryDesk,
        invoices: InvoiceDesk,
        moderation: ModerationOffice,
        subscribers: SubscriberOffice,
        newsletter: NewsletterDesk,
        modeChanged: @escaping @Sendable () -> Void
    ) {
        let accounts = AccountStore(database: staff, clock: clock)
        let sessions = SessionStore(database: staff, clock: clock)
        let invitations = InvitationStore(database: staff, clock: clock)
        let trail = AuditTrail(database: staff, clock: clock)
        let shell = OfficeShell(site: site, asset: assets.lastingRoute)
        self.portal = portal(shell)
        problems = OfficeProblemPages(shell: shell, others: [AdvertiserPortal.entrance])
        gate = StaffGate(
            sessions: sessions, trail: trail, shell: shell, clock: clock,
            zone: { site().zone }, problem: { ($0 as? DatabaseError)?.problem })
        signIn = SignInController(
            signIn: SignIn(database: staff, clock: clock), sessions: sessions, invitations: invitations, trail: trail,
            gate: gate, shell: shell, isBehindProxy: settings.isBehindProxy)
        endpoints =
            desk.endpoints
            + taxonomy.endpoints
            + policies.endpoints
            + publisher.endpoints
            + business.endpoints
            + sponsored.endpoints
            + contacts.endpoints
            + delivery.endpoints
            + invoices.endpoints
            + moderation.endpoints
            + subscribers.endpoints
            + newsletter.endpoints
            + AccountController(
                accounts: accounts, sessions: sessions, factors: SecondFactorStore(database: staff, clock: clock),
                site: site
            ).endpoints
            + PublisherController(
                accounts: accounts, invitations: invitations, trail: trail,
                onePerson: OnePersonMode(database: staff, clock: clock), origin: origin, modeChanged: modeChanged,
                beginnings: beginnings
            ).endpoints
    }

    func add(to router: Router<ReaderContext>) {
        signIn.add(to: router)
        portal.add(to: router)
        gate.add(endpoints, to: router)
    }
}
