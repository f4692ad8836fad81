import Assets
import Audience
import AudienceWeb
package import Commerce
import CommerceWeb
import Compositor
import Countries
import Editorial
import EditorialWeb
import HTTPSupport
package import Kernel
import Pictures
import Staff
import StaffWeb
import WebClient

/// The composition root: the one place that sees both sides of the wall, and joins them.
package struct Site: Sendable {
    package let library: PageLibrary
    package let shell: BroadsheetShell
    let dynamicPages: [any DynamicPageSource]
    /// Publishes what is scheduled.
    let schedule: PublicationSchedule
    /// Checks whether sources can still be read.
    let inspector: SourceInspector
    /// Checks whether what articles link to can still be read.
    let articleLinks: ArticleLinks
    /// Looks where links lead that earn.
    let linkInspector: LinkHealthInspector
    /// What a reader gets whose link leads nowhere any more.
    let goneLink: GoneLinkPage
    let offices: Offices
    let media: MediaStore
    /// Of advertisements.
    let pictures: CreativePictures
    let redirects: Redirects
    let postbacks: PostbackController
    /// Where clicks are written down.
    let ledger: ClickLedger
    let advertising: SiteAdvertising
    let offers: OfferController
    let openSlots: SlotController
    /// What links earn by.
    let links: LiveLinks
    /// What readers write.
    let discussions: SiteDiscussions
    /// Tells the published pages with their links.
    let publishedPages: @Sendable () async throws -> [PublishedPage]
    /// `nil` where the site sends no mail.
    let newsletter: SiteNewsletter?
    /// What comes back of it.
    let intake: SiteIntake
    /// Links of editions, with what counts them.
    let editionClicks: SiteEditionClicks
    /// What is mailed to its subscribers.
    package let editions: SiteEditions
    /// What articles are about.
    let topics: @Sendable () async throws -> [Topic]
    private let looks: SiteLooks

    /// - Parameters:
    ///   - origin: Where readers find the site, without a slash at the end.
    ///   - mail: Who takes the site’s mail over, in the place of the server that the settings name.
    ///   - rest: Between two requests that it makes by itself to one host.
    ///   - tellOfClicks: Is told when clicks cannot be written down.
    ///   - tellOfOffers: Is told when views and clicks of advertisements cannot be written down.
    package init(
        settings: Settings, stores: Stores, origin: String, clock: any WallClock, mail: (any MailSender)? = nil,
        rest: Duration = WebAsking.rest,
        tellOfClicks: @escaping @Sendable (ClickLedger.Trouble) -> Void = { _ in },
        tellOfOffers: @escaping @Sendable (OfferLedger.Trouble) -> Void = { _ in }
    ) async throws {
        let assets = AssetPages()
        let changes = ChangeFeed()
        let zones = ZoneDirectory()
        let taxonomy = TaxonomyStore(database: stores.editorial, changes: changes)
        let store = SiteSettingsStore(
            database: stores.staff, clock: clock, fixed: settings.site, zone: zones.zone)
        topics = { try await taxonomy.topics().map(\.topic) }
        looks = SiteLooks(settings: store, taxonomy: taxonomy, zones: zones)
        let stylesheet = assets.lastingRoute(of: "broadsheet.css")
        shell = BroadsheetShell(
            origin: origin, look: try await looks.current(), stylesheet: stylesheet,
            hasNewsletter: mail != nil || settings.mail != nil)
        let mail = mail ?? Self.mailSender(settings, clock: clock) { [shell] in shell.site.name }
        let audienceKey = try KeyFile(path: settings.data.audienceKeyPath).key()
        try await AudienceKeyCheck.require(audienceKey, in: stores.audience)
        intake = try SiteIntake(
            settings: settings, audience: stores.audience, key: audienceKey, agent: "Masthead (+\(origin)/)",
            clock: clock)
        editionClicks = SiteEditionClicks(
            audience: stores.audience, clock: clock, isBehindProxy: settings.isBehindProxy
        ) { try await store.settings().countsNewsletterClicks }
        if let mail {
            newsletter = SiteNewsletter(
                settings: settings, audience: stores.audience, key: audienceKey, taxonomy: taxonomy, mail: mail,
                shell: shell, clock: clock)
        } else {
            newsletter = nil
        }
        let onePerson = OnePersonMode(database: stores.staff, clock: clock)
        let articles = ArticleStore(
            database: stores.editorial, changes: changes, reservedSlugs: Route.reservedSlugs)
        let people = PersonStore(database: stores.editorial, changes: changes)
        let policies = PolicyStore(database: stores.editorial, changes: changes)
        let reader = ReaderPages(
            articles: articles, taxonomy: taxonomy, people: people,
            policies: policies, search: SearchStore(database: stores.editorial),
            shell: shell, clock: clock, onePersonSince: { try await onePerson.declaration()?.since })
        links = try await LiveLinks(database: stores.commerce, clock: clock)
        let index = OutboundLinkIndex(articles: articles, changes: changes)
        let census = PublishedLinks(index: index, links: links, clock: clock)
        let commissions = CommissionWatch(index: index, links: links, clock: clock) {
            changes.announce(.everything)
        }
        publishedPages = { try await census.pages() }
        goneLink = GoneLinkPage(shell: shell)
        let partnerStore = PartnerStore(database: stores.commerce)
        let bookings = AdvertiserStore(database: stores.commerce)
        let sponsored = SponsoredArticleStore(database: stores.commerce)
        let advertisers = { @Sendable [shell] (day: CalendarDay) in
            try await bookings.running(on: day, allowsFrames: shell.allowsFrames).union(
                try await sponsored.advertisers(on: day))
        }
        let partners = PartnerPages(
            partners: partnerStore, census: { try await census.census() }, advertisers: advertisers, shell: shell,
            clock: clock)
        let sponsoredPages = SponsoredPages(
            store: sponsored, profile: settings.disclosureProfile,
            isListed: { try await store.settings().listsSponsoredArticles }, shell: shell, clock: clock)
        ledger = ClickLedger(
            database: stores.commerce, folder: settings.data.clicksPath, report: tellOfClicks)
        redirects = Redirects(
            links: links, ledger: ledger, judge: ClickJudge(repeats: RepeatFilter()), clock: clock,
            zone: { [shell] in shell.site.zone }, isBehindProxy: settings.isBehindProxy)
        let postbacks = PostbackController(
            store: PostbackStore(database: stores.commerce), clock: clock, zone: { [shell] in shell.site.zone },
            isBehindProxy: settings.isBehindProxy)
        self.postbacks = postbacks
        let countries = try settings.advertising.countries.map { try CountryDatabase(path: $0) }
        var finder: ReaderSight.CountryFinder?
        if let countries { finder = { address in countries.country(of: address) } }
        let allowsFrames = { @Sendable [shell] in shell.allowsFrames }
        let sight = ReaderSight(
            isBehindProxy: settings.isBehindProxy, country: finder, allowsFrames: allowsFrames)
        advertising = try await SiteAdvertising(
            settings: settings, database: stores.commerce, clock: clock, zone: { [shell] in shell.site.zone },
            assets: assets, sight: sight, allowsFrames: allowsFrames, report: tellOfOffers)
        discussions = try await SiteDiscussions(
            database: stores.audience, articles: PublishedArticles(articles: articles, changes: changes),
            people: people, shell: shell, assets: assets, clock: clock, isBehindProxy: settings.isBehindProxy,
            mail: try mail.map { ($0, try KeyFile(path: settings.data.audienceKeyPath).key()) },
            rules: {
                let settings = try await store.settings()
                return DiscussionRules(
                    isOn: settings.takesComments, closeAfterDays: settings.daysUntilDiscussionsClose)
            })
        let notices = SiteNotices(
            commercial: CommercialNotices(
                rules: { [links] in links.rules }, paysCommission: { try await commissions.earns() },
                published: { try await census.page(at: $0) }, advertisers: advertisers,
                isOnePerson: { try await onePerson.declaration() != nil },
                siteName: { [shell] in shell.site.name }, profile: settings.disclosureProfile, clock: clock),
            discussions: CommentCounts(outlines: discussions.outlines))
        editions = try SiteEditions(
            settings: settings, audience: stores.audience, key: audienceKey, articles: articles, choices: store,
            zones: zones, origin: origin, site: { [shell] in shell.site },
            filler: CommercialLetters(
                advertising: LetterAdvertising(database: stores.commerce), links: links, notices: notices,
                profile: settings.disclosureProfile, origin: origin, clock: clock,
                zone: { [shell] in shell.site.zone }),
            disclosures: DisclosureWording(profile: settings.disclosureProfile),
            advertising: LetterAdvertising(database: stores.commerce), clock: clock)
        library = PageLibrary(
            sources: [
                reader, partners, sponsoredPages, ThemePages(settings: store), assets, discussions.view,
                ModerationPages(tally: ModerationTallyStore(database: stores.audience), shell: shell),
                SellerPages { [shell] in SellerDeclaration(try await store.settings(), of: shell.site, origin: origin)
                },
            ] + (newsletter.map { [$0.pages] } ?? []),
            discussions: discussions.view,
            links: AffiliateDecorator(links: links, profile: settings.disclosureProfile, origin: origin),
            earnings: EarningsStatement(
                partners: partnerStore, census: { try await census.census() }, clock: clock,
                revenue: [
                    EarningReports(database: stores.commerce), AdvertisingRevenue(database: stores.commerce),
                ],
                printsSplit: { try await store.settings().printsRevenueSplit }),
            notices: notices,
            compositor: Compositor(
                slots: advertising.filler, disclosures: DisclosureWording(profile: settings.disclosureProfile)),
            clock: clock, zone: { [shell] in shell.site.zone },
            sight: sight,
            shared: settings.advertising.delivery == .deferred ? settings.advertising.cacheSeconds : nil,
            capacity: settings.pageCache)
        let ground = EditorialGround(
            taxonomy: taxonomy, articles: articles, reader: reader, knowsCountries: countries != nil)
        offers = advertising.controller(
            shell: shell, names: ground.names,
            subject: { [library] path in try await library.slottedPage(atPath: path)?.subject })
        openSlots = advertising.openSlots { [library] path in try await library.slottedPage(atPath: path) }
        dynamicPages = [reader]
        media = MediaStore(
            database: stores.editorial, changes: changes, folder: MediaFolder(settings.data.mediaPath))
        pictures = CreativePictures(
            database: stores.commerce, folder: MediaFolder(settings.data.advertisingMediaPath))
        let manuscripts = ManuscriptStore(articles: articles, clock: clock)
        schedule = PublicationSchedule(manuscripts: manuscripts)
        let health = SourceHealthStore(database: stores.editorial)
        let web = WebAsking(agent: "Masthead (+\(origin)/)", rest: rest)
        inspector = SourceInspector(
            store: health, probe: web.addresses, clock: clock, limit: InspectionService.atATime,
            lease: InspectionService.lease, spread: WebAsking.spread)
        let linkHealth = LinkHealthStore(database: stores.editorial)
        articleLinks = ArticleLinks(
            index: index, store: linkHealth,
            inspector: AddressInspector(
                store: linkHealth, probe: web.addresses, clock: clock, limit: InspectionService.atATime,
                lease: InspectionService.lease, spread: WebAsking.spread), clock: clock)
        let checks = CheckedLinkStore(database: stores.commerce)
        let stock = StockRuleStore(database: stores.commerce)
        linkInspector = LinkHealthInspector(
            live: links, store: checks, stock: stock, probe: web.links, published: publishedPages,
            clock: clock, limit: InspectionService.atATime, lease: InspectionService.lease, spread: WebAsking.spread)
        let preview = SitePreview(
            looks: looks, reader: reader, articles: articles, origin: origin, stylesheet: stylesheet)
        let accounts = AccountStore(database: stores.staff, clock: clock)
        let suggestions = SuggestedCorrectionStore(database: stores.editorial)
        offices = Offices(
            settings: settings, staff: stores.staff, origin: origin, clock: clock, assets: assets,
            desk: Desk(
                manuscripts: manuscripts, facts: FactStore(database: stores.editorial, changes: changes),
                sources: SourceStore(database: stores.editorial, changes: changes),
                media: media, taxonomy: taxonomy, people: people, health: health, inspector: inspector,
                links: articleLinks,
                suggestions: suggestions,
                evaluations: EvaluationStore(database: stores.editorial, changes: changes),
                products: ProductStore(database: stores.editorial, changes: changes), shell: shell, clock: clock,
                colleagues: { try await accounts.all().filter { $0.disabled == nil }.map(\.member) },
                isOnePerson: { try await onePerson.declaration() != nil }),
            taxonomy: TaxonomyDesk(taxonomy: taxonomy, people: people),
            policies: PolicyOffice(
                policies: policies, shell: shell, onePersonSince: { try await onePerson.declaration()?.since }),
            publisher: SettingsController(
                store: store,
                site: .init(
                    destinations: looks.destinations, zones: zones.names, zone: zones.zone,
                    stylesheet: { Array((ThemeStylesheet($0)?.text ?? "").utf8) },
                    preview: { try await preview.document($0, $1, theme: $2) },
                    changed: { [shell, looks] in
                        try await shell.show(looks.current)
                        changes.announce(.everything)
                    })),
            site: { [shell] in shell.site },
            beginnings: {
                Beginnings(
                    sections: try await taxonomy.sections().count, bylines: try await people.people().count,
                    articles: try await articles.latest(1).items.count)
            },
            business: Self.business(
                stores, origin: origin, links: links, ledger: ledger, census: census, library: library,
                advertising: advertising, pictures: pictures,
                preview: { [editions] place, fill in
                    try await place.isOnPages ? ground.preview(place, fill) : editions.preview(fill)
                },
                ground: ground, allowsFrames: allowsFrames,
                checks: LinkChecks(
                    store: checks, inspector: linkInspector, stock: stock, published: publishedPages),
                postbackRefusals: { postbacks.refusals }),
            sponsored: Self.sponsoredOffice(stores, sponsored, pages: sponsoredPages, links: links, library: library),
            contacts: Self.contactOffice(stores.commerce, origin: origin, clock: clock, sendsMail: mail != nil),
            portal: { [shell, pictures] in
                Self.portal(
                    stores.commerce, shell: $0, site: { shell.site }, origin: origin, clock: clock,
                    pictures: pictures, mail: mail,
                    isBehindProxy: settings.isBehindProxy)
            },
            delivery: DeliveryDesk(
                standings: DeliveryStandings(database: stores.commerce),
                reports: DeliveryReports(database: stores.commerce), sums: LedgerSums(database: stores.commerce),
                creatives: CreativeStore(database: stores.commerce),
                forecasts: ForecastStore(database: stores.commerce),
                makeGoods: MakeGoodStore(database: stores.commerce),
                names: ground.names,
                changed: { [links, library] in
                    try await links.reload()
                    library.forgetAll()
                }),
            invoices: InvoiceDesk(
                invoices: InvoiceStore(database: stores.commerce), billing: BillingStore(database: stores.commerce),
                advertisers: AdvertiserStore(database: stores.commerce),
                campaigns: CampaignStore(database: stores.commerce), publisher: { [shell] in shell.site.publisher }),
            moderation: Self.moderation(
                stores.audience, articles: articles, people: people, suggestions: suggestions,
                discussions: discussions, library: library, trainer: ExampleTrainer(clock: clock)),
            subscribers: SiteNewsletter.office(stores.audience, key: audienceKey),
            newsletter: Self.newsletterDesk(
                editions, stores.audience, key: audienceKey, taxonomy: taxonomy, settings: store,
                accounts: accounts, shell: shell),
            modeChanged: { changes.announce(.everything) })
        let library = library
        // Lists, feeds and related articles may show any article, so a change to one is a change to all.
        let shell = shell
        let looks = looks
        changes.observe { change in
            library.forgetAll()
            guard case .everything = change else { return }
            Task {
                try? await shell.show(looks.current)
                library.forgetAll()
            }
        }
    }

    /// Makes readers see the settings and the sections as they are now.
    func refresh() async throws {
        try await shell.show(looks.current)
        library.forgetAll()
    }

    private static func sponsoredOffice(
        _ stores: Stores, _ store: SponsoredArticleStore, pages: SponsoredPages, links: LiveLinks, library: PageLibrary
    ) -> SponsoredOffice {
        SponsoredOffice(
            store: store, advertisers: AdvertiserStore(database: stores.commerce),
            partners: PartnerStore(database: stores.commerce), campaigns: CampaignStore(database: stores.commerce),
            history: CommerceHistory(database: stores.commerce), pages: pages,
            preview: { await library.document(of: $0, at: $1) },
            changed: {
                try await links.reload()
                library.forgetAll()
            })
    }

    private static func business(
        _ stores: Stores, origin: String, links: LiveLinks, ledger: ClickLedger, census: PublishedLinks,
        library: PageLibrary, advertising: SiteAdvertising, pictures: CreativePictures,
        preview: @escaping AdvertisingStores.Preview, ground: EditorialGround,
        allowsFrames: @escaping @Sendable () -> Bool,
        checks: LinkChecks, postbackRefusals: @escaping @Sendable () -> Int
    ) -> Business {
        let ownSite = OwnSite(origin: origin)
        let house = HouseAdvertisementStore(database: stores.commerce)
        return Business(
            partners: PartnerStore(database: stores.commerce),
            programmes: ProgrammeStore(database: stores.commerce, site: ownSite),
            rules: MerchantRuleStore(database: stores.commerce, site: ownSite),
            links: HandMadeLinkStore(database: stores.commerce, site: ownSite),
            history: CommerceHistory(database: stores.commerce),
            clicks: ClickReports(database: stores.commerce) { try? await ledger.settle() },
            checks: checks,
            earnings: EarningStores(
                store: EarningStore(database: stores.commerce), reports: EarningReports(database: stores.commerce),
                unmatched: UnmatchedEarningStore(database: stores.commerce),
                reconciliation: ReconciliationStore(database: stores.commerce) { try? await ledger.settle() },
                secrets: PostbackSecretStore(database: stores.commerce), origin: origin,
                postbackRefusals: postbackRefusals),
            advertising: AdvertisingStores(
                advertisers: AdvertiserStore(database: stores.commerce),
                campaigns: CampaignStore(database: stores.commerce), flights: FlightStore(database: stores.commerce),
                creatives: CreativeStore(database: stores.commerce), blocks: BlockStore(database: stores.commerce),
                house: house, booked: BookedFlights(database: stores.commerce),
                forecasts: ForecastStore(database: stores.commerce),
                makeGoods: MakeGoodStore(database: stores.commerce), pictures: pictures,
                names: ground.names, preview: preview, allowsFrames: allowsFrames),
            live: links, ownSite: ownSite,
            census: { try await census.census() },
            changed: {
                try await links.reload()
                try await advertising.refresh()
                library.forgetAll()
            })
    }
}
