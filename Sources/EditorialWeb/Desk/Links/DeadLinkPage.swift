import Editorial
import HTTPSupport
import Kernel
import Markup

/// The links of published articles that lead nowhere, and those that can’t be got to.
struct DeadLinkPage {
    let links: [TroubledLink]
    let token: String

    var page: OfficePage {
        OfficePage(title: "Links", area: .desk, place: .deadLinks) { html in
            html.element(.h1, text: "Links")
            html.element(
                .p, .class("hint"),
                text: """
                    Every link of a published article to another site is checked once a week. It is called dead when at \
                    least \(AddressHealth.failuresToDie) checks over three days or more found its page missing. The \
                    addresses of sources are checked under Sources.
                    """)
            write("Dead", links.filter { $0.health.state == .dead }, "No link of a published article is dead.", &html)
            write(
                "Out of reach", links.filter { $0.health.state == .unreachable },
                "Sites that don’t let a program in, or are out of order for two weeks, stand here.", &html)
        }
    }

    private func write(_ title: String, _ links: [TroubledLink], _ empty: String, _ html: inout HTMLWriter) {
        html.element(.h2, text: title)
        guard !links.isEmpty else { return html.element(.p, .class("empty"), text: empty) }
        html.element(.ul, .class("lines")) { html in
            for link in links { html.element(.li) { write(link, into: &$0) } }
        }
    }

    private func write(_ link: TroubledLink, into html: inout HTMLWriter) {
        html.element(.p, .class("line-title")) { html in
            html.element(.a, .class("address"), .href(link.address), .rel("noreferrer"), text: link.address)
        }
        html.element(.p, .class("hint"), text: AddressHealthWords(link.health).line)
        if let final = link.health.finalAddress, final != link.address {
            html.element(.p, .class("hint")) { html in
                html.text("It leads on to ")
                html.element(.code, text: final)
            }
        }
        html.element(.p) { html in
            html.text("In ")
            for (number, article) in link.articles.enumerated() {
                if number > 0 { html.text(", ") }
                html.element(.a, .href(Route.article(article.slug).path), text: article.title)
            }
        }
        html.element(.div, .class("link-steps")) { html in
            html.form(.deadLinkCheck, token: token) { html in
                html.void(.input, .type("hidden"), .name("address"), .value(link.address))
                html.element(.button, text: "Check now")
            }
            for article in link.articles {
                html.form(.revise(article.slug.description), token: token) { html in
                    html.element(.button, text: link.articles.count == 1 ? "Revise it" : "Revise “\(article.title)”")
                }
            }
        }
    }
}
