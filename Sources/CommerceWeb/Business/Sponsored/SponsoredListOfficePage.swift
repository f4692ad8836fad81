import Commerce
import HTTPSupport
import Kernel
import Markup

/// The sponsored articles, by what readers see of them.
struct SponsoredListOfficePage {
    let articles: [SponsoredArticle]
    /// Those that readers see today.
    let shown: Set<SponsoredArticle.ID>
    let payers: [Slug: String]
    let day: CalendarDay

    var page: OfficePage {
        OfficePage(title: "Sponsored articles", area: .business, place: .sponsoredArticles) { html in
            html.element(.h1, text: "Sponsored articles")
            html.element(
                .p, .class("hint"),
                text: """
                    Advertisements of the length of an article. They are labelled wherever they stand, at \
                    /sponsored and in slots, and are in no list, feed or search of the articles.
                    """)
            html.element(.p) { html in
                html.element(.a, .href(OfficeRoute.newSponsoredArticle.path), text: "Write a sponsored article")
            }
            if articles.isEmpty {
                html.element(.p, .class("empty"), text: "There is none yet.")
            }
            let published = articles.filter { $0.state == .published }
            html.lines("Shown today", published.filter { shown.contains($0.id) }, line: write)
            html.lines("Drafts", articles.filter { $0.state == .draft }, line: write)
            html.lines("To come", published.filter { !shown.contains($0.id) && $0.firstDay > day }, line: write)
            html.lines(
                "Not shown, since the advertiser or what it leads to is ended or blocked",
                published.filter { !shown.contains($0.id) && $0.firstDay <= day && day <= $0.lastDay }, line: write)
            html.lines(
                "Over", articles.filter { $0.state == .withdrawn || ($0.state == .published && $0.lastDay < day) },
                line: write)
        }
    }

    private func write(_ article: SponsoredArticle, _ html: inout HTMLWriter) {
        html.element(.p, .class("line-title")) { html in
            html.element(.a, .href(OfficeRoute.sponsoredArticle(article.id.description).path), text: article.title)
        }
        html.element(.p, .class("hint")) { html in
            html.text("\(payers[article.advertiser] ?? article.advertiser.description) · ")
            html.time(article.firstDay)
            html.text(" to ")
            html.time(article.lastDay)
            if let withdrawn = article.withdrawn {
                html.text(" · withdrawn on ")
                html.time(withdrawn)
            }
        }
    }
}
