import Commerce
import HTTPSupport
import Kernel
import Markup

/// The sponsored articles of the day, each labelled.
struct SponsoredListPage {
    let shown: [ShownSponsoredArticle]
    let profile: DisclosureProfile
    let isListed: Bool
    let shell: any PageShell

    private static let title = "Sponsored articles"

    var page: Page {
        var head = PageHead(
            title: SponsoredWording.title(Self.title, by: profile),
            description: "Advertisements of the length of an article, each with who pays for it.",
            route: .sponsoredArticles)
        head.isListed = isListed
        head.isAdvertisement = true
        return shell.page(head) { html in
            html.element(.h1, text: Self.title)
            html.element(
                .p, .class("intro"),
                text: """
                    Advertisements of the length of an article. Companies pay for them and are answerable for them; they \
                    stand here and in advertising spaces, and not among our articles, in our feeds or in our search.
                    """)
            if shown.isEmpty { html.element(.p, text: "There is none at the moment.") }
            for teaser in shown {
                html.region(.advertisement(PaidMatter(advertiser: teaser.payer, html: self.teaser(teaser))))
            }
            html.element(.p, .class("note")) { html in
                html.element(.a, .href(Route.sponsoredFeed.path), text: "Feed of sponsored articles (RSS)")
            }
        }
    }

    private func teaser(_ shown: ShownSponsoredArticle) -> [UInt8] {
        var html = HTMLWriter()
        html.element(.article, .class("teaser sponsored-teaser")) { html in
            html.element(.p, .class("payer"), text: SponsoredWording.payer(shown.payer))
            html.element(.h2) { html in
                html.element(.a, .href(Route.sponsored(shown.article.slug).path), text: shown.article.title)
            }
            html.element(.p, .class("dek"), text: shown.article.summary)
        }
        return html.bytes
    }
}
