import Commerce
import HTTPSupport
import Kernel
import Markup

/// The page that lists who pays; made from the partners themselves, with nothing on it that could be edited.
struct PartnersPage {
    /// Those from which the site earns now: an article links to them, or they pay for space.
    let live: [Partner]
    /// Those with an agreement from which nothing can come as the site stands.
    let idle: [Partner]
    let former: [Partner]
    let census: LinkCensus
    /// Those that pay for space.
    let advertisers: Set<Slug>
    let day: CalendarDay
    let shell: any PageShell

    var page: Page {
        let head = PageHead(
            title: "Partners", description: "Every company that pays us, or would if you bought from it.",
            route: .partners)
        return shell.page(head) { html in
            html.element(.h1, text: "Partners")
            html.element(
                .p, .class("intro"),
                text: """
                    Every company that pays us for advertising, or may pay a commission when you buy from it. The list \
                    is made from our agreements and from the links in our articles, so nobody has to remember to change it.
                    """)
            if live.isEmpty {
                html.element(.p, text: "Nobody pays us at the moment.")
            } else {
                table(of: live, captioned: "Partners on ", columns: ["Since", "Articles that link to it"], in: &html) {
                    partner, html in
                    html.element(.td) { $0.time(partner.since) }
                    html.element(.td, text: articles(of: partner))
                }
            }
            html.element(.p) { html in
                html.text("Advertisements of the length of an article stand apart from our articles, among the ")
                html.element(.a, .href(Route.sponsoredArticles.path), text: "sponsored articles")
                html.text(".")
            }
            if !idle.isEmpty {
                html.element(.h2, text: "Agreements that no article uses")
                html.element(
                    .p,
                    text: """
                        These companies would pay too, but no published article links to them and no space is theirs, so \
                        nothing can come from them now.
                        """)
                table(of: idle, captioned: "Agreements without a live link on ", columns: ["Since"], in: &html) {
                    partner, html in
                    html.element(.td) { $0.time(partner.since) }
                }
            }
            guard !former.isEmpty else { return }
            html.element(.h2, text: "Former partners")
            table(of: former, captioned: "Agreements that had ended by ", columns: ["Since", "Until"], in: &html) {
                partner, html in
                html.element(.td) { $0.time(partner.since) }
                html.element(.td) { $0.time(partner.ended ?? partner.since) }
            }
        }
    }

    private func payment(of partner: Partner) -> String {
        guard partner.relationship == .affiliate, advertisers.contains(partner.slug) else {
            return partner.relationship.word
        }
        return "\(partner.relationship.word), and advertising"
    }

    private func articles(of partner: Partner) -> String {
        switch partner.relationship {
        case .advertiser: "none: it pays for space"
        case .affiliate: String(census.uses(of: partner.slug).pages.count)
        }
    }

    private func table(
        of partners: [Partner], captioned caption: String, columns: [String], in html: inout HTMLWriter,
        cells: (Partner, inout HTMLWriter) -> Void
    ) {
        html.element(
            .div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("Table: \(caption)\(day.written)")
        ) { html in
            html.element(.table) { html in
                html.element(.caption) { html in
                    html.text(caption)
                    html.time(day)
                }
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for column in ["Partner", "What it does", "How it pays"] + columns {
                            html.element(.th, .scope("col"), text: column)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for partner in partners {
                        html.element(.tr) { html in
                            html.element(.th, .scope("row")) { html in
                                html.text(partner.name)
                                html.element(.span, .class("note"), text: " \(partner.domain)")
                                if let ownership = partner.ownership.phrase {
                                    html.element(.span, .class("note"), text: " \(ownership)")
                                }
                            }
                            html.element(.td, text: partner.about)
                            html.element(.td, text: payment(of: partner))
                            cells(partner, &html)
                        }
                    }
                }
            }
        }
    }
}

extension Partner.Relationship {
    var word: String {
        switch self {
        case .affiliate: "Commission"
        case .advertiser: "Advertising"
        }
    }
}

extension Partner.Ownership {
    /// What readers are told; `nil` when the two have nothing to do with each other.
    var phrase: String? {
        switch self {
        case .none: nil
        case .publisherOwns: "It belongs to the publisher of this site."
        case .ownsPublisher: "It owns the publisher of this site."
        case .sameOwner: "It has the same owner as the publisher of this site."
        }
    }

    /// For a choice.
    var word: String {
        switch self {
        case .none: "Nobody of ours"
        case .publisherOwns: "The publisher"
        case .ownsPublisher: "It owns the publisher"
        case .sameOwner: "Who owns the publisher"
        }
    }
}
