import Crypto
package import Database
package import Kernel

/// An article that an advertiser pays for: an advertisement of the length of an article, and never one of the editorial side.
package struct SponsoredArticle: Sendable, Hashable {
    package typealias ID = Identifier<SponsoredArticle>

    package enum State: String, Sendable, Hashable, CaseIterable {
        /// Never shown to readers yet.
        case draft
        /// Shown on its days.
        case published
        /// Taken back.
        case withdrawn
    }

    package let id: ID
    /// What it is called in its address, below `/sponsored/`.
    package let slug: Slug
    /// The partner that the advertiser is.
    package let advertiser: Slug
    package let campaign: Campaign.ID?
    package let title: String
    /// What teasers say, in plain text.
    package let summary: String
    /// Markdown, without directives, images and HTML.
    package let body: String
    package let firstDay: CalendarDay
    package let lastDay: CalendarDay
    /// When it was first published.
    package let published: Timestamp?
    package let withdrawn: Timestamp?

    package init(
        id: ID, slug: Slug, advertiser: Slug, campaign: Campaign.ID? = nil, title: String, summary: String,
        body: String, firstDay: CalendarDay, lastDay: CalendarDay, published: Timestamp? = nil,
        withdrawn: Timestamp? = nil
    ) {
        self.id = id
        self.slug = slug
        self.advertiser = advertiser
        self.campaign = campaign
        self.title = title
        self.summary = summary
        self.body = body
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.published = published
        self.withdrawn = withdrawn
    }

    package var state: State {
        guard published != nil else { return .draft }
        return withdrawn == nil ? .published : .withdrawn
    }

    /// The same in another state.
    func with(published: Timestamp?, withdrawn: Timestamp?) -> SponsoredArticle {
        SponsoredArticle(
            id: id, slug: slug, advertiser: advertiser, campaign: campaign, title: title, summary: summary, body: body,
            firstDay: firstDay, lastDay: lastDay, published: published, withdrawn: withdrawn)
    }
}

/// A sponsored article that readers are shown, with who pays.
package struct ShownSponsoredArticle: Sendable, Hashable {
    package let article: SponsoredArticle
    /// Who pays, as readers know it from the list of partners.
    package let payer: String

    package init(article: SponsoredArticle, payer: String) {
        self.article = article
        self.payer = payer
    }
}

extension SponsoredArticle: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), slug: row.value("slug"), advertiser: row.value("advertiser"),
            campaign: row.value("campaign"), title: row.value("title"), summary: row.value("summary"),
            body: row.value("body"), firstDay: row.value("first_day"), lastDay: row.value("last_day"),
            published: row.value("published"), withdrawn: row.value("withdrawn"))
    }
}

extension SponsoredArticle: Recorded {
    static let kind = CommerceEvent.Kind.sponsoredArticle
    var subject: String { id.description }
    var isEnded: Bool { state == .withdrawn }
    var fields: [(name: String, value: String)] {
        [
            ("advertiser", advertiser.description), ("campaign", campaign?.description ?? ""),
            ("address", slug.description), ("title", title), ("summary", summary), ("text", fingerprint),
            ("first day", firstDay.description), ("last day", lastDay.description), ("state", state.rawValue),
        ]
    }

    /// Names a text that is too long for the history, so that a change of it shows and an old copy can be recognised.
    private var fingerprint: String {
        let digest = SHA256.hash(data: Array(body.utf8)).prefix(8).hexadecimal
        return "\(body.count) characters, SHA-256 \(digest)"
    }
}
