import Commerce
import HTTPSupport
import Kernel
import Markup

/// A sponsored article as readers see it: all of it is paid matter, which the compositor writes behind its disclosure.
struct SponsoredArticlePage {
    let shown: ShownSponsoredArticle
    let profile: DisclosureProfile
    /// Whether search engines may list it.
    let isListed: Bool
    let shell: any PageShell

    var route: Route { .sponsored(shown.article.slug) }

    var page: Page {
        let title = SponsoredWording.title(shown.article.title, by: profile)
        var head = PageHead(
            title: title, description: "\(SponsoredWording.payer(shown.payer)). \(shown.article.summary)", route: route)
        head.isListed = isListed
        head.isAdvertisement = true
        head.openGraphType = "article"
        head.structuredData = [structuredData(title)]
        return shell.page(head) { html in
            html.region(.advertisement(PaidMatter(advertiser: shown.payer, html: matter)))
        }
    }

    private var matter: [UInt8] {
        var html = HTMLWriter()
        html.element(.article, .class("sponsored")) { html in
            html.element(.header) { html in
                html.element(.p, .class("payer"), text: SponsoredWording.payer(shown.payer))
                html.element(.h1, text: shown.article.title)
                html.element(.p, .class("intro"), text: shown.article.summary)
            }
            html.element(.div, .class("body")) { $0.raw(SponsoredText(shown.article.body).html) }
            html.element(.footer, .class("note")) { html in
                html.text("\(shown.payer) is answerable for what this advertisement says. ")
                html.element(.a, .href(Route.sponsoredArticles.path), text: "All sponsored articles")
                html.text(" · ")
                html.element(.a, .href(Route.partners.path), text: "Who pays us")
            }
        }
        return html.bytes
    }

    /// An advertorial in the words of schema.org, so that no program takes it for an article of the site’s.
    private func structuredData(_ title: String) -> JSONValue {
        let payer = JSONValue.object(["@type": "Organization", "name": .string(shown.payer)])
        return .object([
            "@context": "https://schema.org", "@type": "AdvertiserContentArticle", "headline": .string(title),
            "description": .string(shown.article.summary), "url": .string(shell.address(of: route)),
            "datePublished": shown.article.published.map { .string($0.rfc3339) }, "author": payer, "sponsor": payer,
            "publisher": shell.organisation,
        ])
    }
}
