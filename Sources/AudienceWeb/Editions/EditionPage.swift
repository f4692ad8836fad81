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
                var introduction = HTMLWriter()
                introduction.write(edition.introduction, in: .text, ofSite: shell.origin)
                let plate = introduction.plate
                if !plate.outboundLinks.isEmpty { html.region(.disclosure) }
                html.element(.div, .class("body")) { $0.pieces(plate.pieces) }
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
