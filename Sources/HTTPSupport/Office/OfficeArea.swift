/// The parts of the back offices, as the bar at the top lists them.
package enum OfficeArea: String, Sendable, Hashable, CaseIterable {
    case desk
    case business
    case moderation
    case publisher, account

    package var name: String {
        switch self {
        case .desk: "Desk"
        case .business: "Business"
        case .moderation: "Moderation"
        case .publisher: "Publisher"
        case .account: "Account"
        }
    }

    /// The pages of the area that its bar leads to.
    package var places: [(route: OfficeRoute, name: String)] {
        switch self {
        case .desk:
            [
                (.desk, "Home"), (.manuscripts, "Articles"), (.facts, "Facts"),
                (.sources, "Sources"),
                (.deadLinks, "Links"),
                (.suggestedCorrections, "Suggestions"),
                (.evaluations, "Evaluations"), (.products, "Products"),
                (.media, "Images"),
                (.newsletterDesk, "Newsletter"),
                (.sections, "Sections"),
                (.topics, "Topics"),
                (.bylines, "Bylines"),
            ]
        case .business:
            [
                (.business, "Overview"), (.partners, "Partners"), (.programmes, "Programmes"),
                (.merchantRules, "Rules"), (.affiliateLinks, "Links"),
                (.clicks, "Clicks"),
                (.earnings, "Earnings"),
                (.linkHealth, "Link health"),
                (.sponsoredArticles, "Sponsored"),
                (.advertising, "Advertising"),
                (.houseAdvertisements, "House ads"),
                (.delivery, "Delivery"),
                (.invoices, "Invoices"),
            ]
        case .moderation:
            [
                (.moderation, "Comments"),
                (.moderationDecisions, "Decisions"),
                (.bans, "Bans"),
                (.screening, "Screening"),
            ]
        case .publisher:
            [
                (.publisher, "Overview"), (.people, "People"),
                (.subscribers, "Subscribers"),
                (.newsletterDesk, "Newsletter"),
                (.settings, "Settings"),
                (.sections, "Sections"),
                (.topics, "Topics"),
                (.bylines, "Bylines"),
                (.policies, "Policies"),
                (.screening, "Screening"),
                (.audit, "Audit trail"),
            ]
        case .account: []
        }
    }
}
