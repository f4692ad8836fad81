import Audience
import HTTPSupport
import Kernel
import Markup

/// One page of the whole discussion under an article.
struct DiscussionListPage {
    let article: DiscussedArticle
    let place: DiscussionPlace
    let page: DiscussionPage
    let list: CommentList
    let isOn: Bool
    let shell: any PageShell
    let script: Route
    /// Of the form.
    let seal: String
    let work: FormWork?

    var content: Page {
        var head = PageHead(
            title: "Discussion: \(article.title)" + (place.number > 1 ? ", page \(place.number)" : ""),
            description: "What readers wrote about “\(article.title)”.", route: .discussion(article.slug))
        // In other orders the same comments stand; nobody needs to find them twice.
        head.isListed = place.sort == .oldest
        head.canonicalQuery = place.sort == .oldest ? place.query : ""
        head.feeds = [("Discussion: \(article.title)", .discussionFeed(article.slug))]
        var content = shell.page(head) { html in
            html.element(.p, .class("kicker")) { html in
                html.element(.a, .href(Route.article(article.slug).path), text: "Back to the article")
            }
            html.element(.h1) { html in
                html.label(of: .article(article.slug))
                html.text("Discussion: \(article.title)")
            }
            html.element(.section, .class("discussion"), .ariaLabel("Comments")) { html in
                if page.entries.isEmpty {
                    html.element(.p, .class("note"), text: "Nobody has written here yet.")
                } else {
                    writeOrders(into: &html)
                    list.write(into: &html)
                    writePages(into: &html)
                }
                html.discussionEnd(
                    article.slug, isOpen: list.isOpen, isOn: isOn, script: script, seal: seal, work: work)
            }
            if page.shownCount > 0 {
                html.element(.script, .type("application/ld+json")) { html in
                    html.raw(
                        list.structuredData(
                            of: shell.address(of: .article(article.slug)), origin: shell.origin,
                            count: page.shownCount
                        ).bytes)
                }
            }
        }
        content.isScripted = true
        return content
    }

    private func writeOrders(into html: inout HTMLWriter) {
        html.commentCount(page.shownCount)
        html.element(.nav, .class("orders"), .ariaLabel("Order")) { html in
            for (sort, name) in [
                (DiscussionSort.oldest, "Oldest first"), (.newest, "Newest first"), (.best, "Most recommended first"),
            ] {
                html.element(
                    .a, .href(DiscussionPlace(slug: article.slug, sort: sort).path),
                    sort == place.sort ? .ariaCurrent("true") : nil, sort == .oldest ? nil : .rel("nofollow"),
                    text: name)
            }
        }
    }

    private func writePages(into html: inout HTMLWriter) {
        guard page.pages > 1 else { return }
        html.element(.nav, .class("page-numbers"), .ariaLabel("Pages")) { html in
            var last = 0
            for number in 1...page.pages
            where number == 1 || number == page.pages || abs(number - place.number) <= 2 {
                if number > last + 1 { html.element(.span, text: "…") }
                last = number
                let address = DiscussionPlace(slug: article.slug, sort: place.sort, number: number).path
                html.element(
                    .a, .href(address), number == place.number ? .ariaCurrent("page") : nil,
                    .ariaLabel("Page \(number)"), text: String(number))
            }
        }
    }
}
