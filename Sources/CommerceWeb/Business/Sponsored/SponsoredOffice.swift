package import Commerce
package import HTTPSupport
import Kernel

/// Where the business side makes, publishes and withdraws sponsored articles.
package struct SponsoredOffice: Sendable {
    let store: SponsoredArticleStore
    let advertisers: AdvertiserStore
    let partners: PartnerStore
    let campaigns: CampaignStore
    let history: CommerceHistory
    let pages: SponsoredPages
    let preview: @Sendable (Page, Route) async -> [UInt8]
    let changed: @Sendable () async throws -> Void

    static let access = StaffEndpoint.Access.business

    /// - Parameters:
    ///   - preview: A page as it would be answered at a route.
    ///   - changed: Is called after a change, and returns when readers see it.
    package init(
        store: SponsoredArticleStore, advertisers: AdvertiserStore, partners: PartnerStore, campaigns: CampaignStore,
        history: CommerceHistory, pages: SponsoredPages, preview: @escaping @Sendable (Page, Route) async -> [UInt8],
        changed: @escaping @Sendable () async throws -> Void
    ) {
        self.store = store
        self.advertisers = advertisers
        self.partners = partners
        self.campaigns = campaigns
        self.history = history
        self.pages = pages
        self.preview = preview
        self.changed = changed
    }

    package var endpoints: [StaffEndpoint] {
        [
            .get(.sponsoredArticles, Self.access) { try await list($0) },
            .get(.newSponsoredArticle, Self.access) { try await newArticle($0) },
            .post(.newSponsoredArticle, Self.access, action: "add a sponsored article") { try await add($0) },
            .get(.sponsoredArticle(":id"), Self.access) { try await article($0) },
            .post(.sponsoredArticle(":id"), Self.access, action: "change a sponsored article") {
                try await change($0)
            },
            .get(.sponsoredArticlePreview(":id"), Self.access) { try await previewed($0) },
            .post(.sponsoredArticlePublication(":id"), Self.access, action: "publish a sponsored article") {
                try await publish($0)
            },
            .post(.sponsoredArticleWithdrawal(":id"), Self.access, action: "withdraw a sponsored article") {
                try await withdraw($0)
            },
        ]
    }

    private func list(_ request: StaffRequest) async throws -> StaffAnswer {
        let day = request.now.localDay
        let page = try await SponsoredListOfficePage(
            articles: store.all(), shown: Set(store.shown(on: day).map(\.article.id)), payers: payers(), day: day)
        return .page(page.page)
    }

    private func newArticle(_ request: StaffRequest) async throws -> StaffAnswer {
        try await newArticle(request, values: SponsoredForm.beginning(on: request.now.localDay), problem: nil)
    }

    private func newArticle(_ request: StaffRequest, values: FormBody, problem: Problem?) async throws -> StaffAnswer {
        let page = try await NewSponsoredArticlePage(
            values: values, choices: choices(), token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    private func add(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let article = try SponsoredForm.article(
                FormReading(request.form), id: SponsoredArticle.ID(at: request.now), old: nil, now: request.now)
            try await store.save(article, by: signature(of: request))
            return .done(
                .sponsoredArticle(article.id.description),
                notice: "“\(article.title)” is a draft. Readers don’t see it yet.",
                subject: article.title)
        } catch let problem as Problem where problem.isFormFault {
            return try await newArticle(request, values: request.form, problem: problem)
        }
    }

    private func article(_ request: StaffRequest) async throws -> StaffAnswer {
        let article = try await known(request)
        return try await page(of: article, values: SponsoredForm.values(article), request, problem: nil)
    }

    private func change(_ request: StaffRequest) async throws -> StaffAnswer {
        let old = try await known(request)
        do {
            let article = try SponsoredForm.article(
                FormReading(request.form), id: old.id, old: old, now: request.now)
            try await store.save(article, by: signature(of: request))
            try await changed()
            return .done(
                .sponsoredArticle(old.id.description),
                notice: old.state == .published ? "Saved. Readers see it now." : "Saved.", subject: article.title)
        } catch let problem as Problem where problem.isFormFault {
            return try await page(of: old, values: request.form, request, problem: problem)
        }
    }

    private func publish(_ request: StaffRequest) async throws -> StaffAnswer {
        let article = try await known(request)
        do {
            let day = request.now.localDay
            try await store.publish(article.id, on: day, by: signature(of: request))
            try await changed()
            let notice =
                article.firstDay > day
                ? "It is published, and readers see it from \(article.firstDay.written)."
                : "It is published. Readers see it now."
            return .done(.sponsoredArticle(article.id.description), notice: notice, subject: article.title)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: article, values: SponsoredForm.values(article), request, problem: problem)
        }
    }

    private func withdraw(_ request: StaffRequest) async throws -> StaffAnswer {
        let article = try await known(request)
        try await store.withdraw(article.id, by: signature(of: request))
        try await changed()
        return .done(
            .sponsoredArticle(article.id.description), notice: "It is withdrawn. Its address says that it is over.",
            subject: article.title)
    }

    private func previewed(_ request: StaffRequest) async throws -> StaffAnswer {
        let article = try await known(request)
        let payer = try await payers()[article.advertiser] ?? article.advertiser.description
        let page = try await pages.page(of: ShownSponsoredArticle(article: article, payer: payer))
        return .preview(await preview(page, .sponsored(article.slug)))
    }

    private func page(
        of article: SponsoredArticle, values: FormBody, _ request: StaffRequest, problem: Problem?
    ) async throws -> StaffAnswer {
        let day = request.now.localDay
        let page = try await SponsoredArticleOfficePage(
            article: article, isShown: store.shown(on: day).contains { $0.article.id == article.id },
            events: history.events(of: .sponsoredArticle, subject: article.id.description), values: values,
            choices: choices(), day: day, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    private func known(_ request: StaffRequest) async throws -> SponsoredArticle {
        guard let article = try await store.article(request.identifier("id")) else { throw StaffRequest.nothingHere }
        return article
    }

    private func signature(of request: StaffRequest) -> Signature {
        Signature(account: request.member.id, name: request.member.name, at: request.now)
    }

    /// The names by which readers know the partners.
    private func payers() async throws -> [Slug: String] {
        Dictionary(try await partners.all().map { ($0.slug, $0.name) }) { first, _ in first }
    }

    private func choices() async throws -> SponsoredForm.Choices {
        let payers = try await payers()
        return SponsoredForm.Choices(
            advertisers: try await advertisers.all().map { ($0.partner.description, payers[$0.partner] ?? $0.name) },
            campaigns: try await campaigns.all().map { campaign in
                let payer = payers[campaign.advertiser] ?? campaign.advertiser.description
                return (campaign.id.description, "\(payer): \(campaign.name)")
            })
    }
}
