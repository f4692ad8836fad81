import Audience
import HTTPSupport
import Kernel
import Markup

/// An edition on the web, as it was sent to those who want everything.
struct EditionPage {
    let edition: Edition
    let items: [EditionItem]
    let shell: any PageShell

    var page: Page {
        let day = edition.id.day
        let head = PageHead(
            title: edition.subject,
            description: "The newsletter of \(day.weekday), \(day.written).",
            route: .edition(edition.id.description))
        return shell.page(head) { html in
            html.element(.p, .class("kicker")) { html in
                html.element(.a, .href(Route.newsletter.path), text: "The newsletter")
                html.text(" · ")
                html.time(day)
            }
            html.element(.h1, text: edition.subject)
            if !edition.intro.isEmpty {
                html.element(.div, .class("body")) { $0.raw(edition.introduction.utf8) }
            }
            for (part, items) in EditionLetter.parts(of: items) {
                html.element(.section) { html in
                    html.element(.h2, text: part.heading)
                    html.element(.div, .class("teasers")) { html in
                        for item in items { Self.write(item, into: &html) }
                    }
                }
            }
        }
    }

    /// Also what a feed carries of it.
    static func write(_ item: EditionItem, into html: inout HTMLWriter) {
        html.element(.article, .class("teaser")) { html in
            html.element(.h3) { html in
                if let route = Route(path: item.path), case .article = route { html.label(of: route) }
                html.element(.a, .href(PercentEncoding.ascii(item.path)), text: item.title)
            }
            html.element(.p, text: item.summary)
            if let correction = item.correction {
                html.element(.p) { $0.element(.em, text: "Correction: \(correction)") }
            }
            if !item.credit.isEmpty { html.element(.p, .class("meta"), text: item.credit) }
        }
    }
}

extension Edition {
    /// What an editor wrote before the items, as HTML.
    var introduction: String {
        // What editors link to needs none of the marks that links of strangers have.
        String(decoding: CommentMarkdown.html(from: intro), as: UTF8.self)
            .replacing("<a rel=\"ugc nofollow\" ", with: "<a ")
    }
}
