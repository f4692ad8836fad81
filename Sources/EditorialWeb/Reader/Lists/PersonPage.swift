import Editorial
import HTTPSupport
import Kernel
import Markdown
import Markup

/// Somebody who writes or reviews here, and what they have put their name to.
struct PersonPage {
    let person: Person
    let biography: RenderedMarkdown
    let written: [ArticleSummary]
    let reviewed: [ArticleSummary]
    /// The cursor of the page of written articles that follows, if there is one.
    let older: String?
    let isContinued: Bool
    let shell: any PageShell

    var page: Page {
        var head = PageHead(
            title: person.name, description: String(biography.plainText.prefix(155)), route: .person(person.slug))
        head.openGraphType = "profile"
        head.isListed = !isContinued
        head.structuredData = [
            .object([
                "@context": "https://schema.org", "@type": "ProfilePage",
                "mainEntity": .object([
                    "@type": "Person", "name": .string(person.name), "jobTitle": .string(person.role),
                    "url": .string(shell.address(of: .person(person.slug))),
                    "description": .string(biography.plainText), "worksFor": shell.organisation,
                ]),
            ])
        ]
        return shell.page(head) { html in
            html.element(.h1, text: person.name)
            html.element(.p, .class("meta"), text: person.role)
            html.element(.div, .class("intro")) { $0.pieces(biography.pieces) }
            for (id, label, articles) in [("written", "Written", written), ("reviewed", "Reviewed", reviewed)]
            where !articles.isEmpty {
                html.element(.section, .ariaLabelledby(id)) { html in
                    html.element(.h2, .class("teasers-head"), .id(id), text: "\(label) by \(person.name)")
                    html.teasers(articles, heading: .h3)
                }
            }
            html.pages(of: .person(person.slug), isContinued: isContinued, older: older)
        }
    }
}
