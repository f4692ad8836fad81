import Editorial
import HTTPSupport
import Kernel
import Markup

/// Everything that the site has corrected.
struct CorrectionsPage {
    let corrections: [ListedCorrection]
    let older: String?
    let isContinued: Bool
    let shell: any PageShell

    var page: Page {
        var head = PageHead(
            title: "Corrections", description: "Every error of fact that we have corrected, newest first.",
            route: .corrections)
        head.isListed = !isContinued
        return shell.page(head) { html in
            html.element(.h1, text: "Corrections")
            html.element(.p, .class("intro")) { html in
                html.text("Every error of fact that we have corrected, newest first. To report one, write to ")
                html.element(.a, .href("mailto:\(shell.site.contact)"), text: shell.site.contact)
                html.text(".")
            }
            if corrections.isEmpty {
                html.element(.p, text: "Nothing has been corrected yet.")
            } else {
                html.element(.ul, .class("teasers")) { html in
                    for listed in corrections {
                        html.element(.li, .class("teaser")) { html in
                            html.element(.p, .class("meta")) { $0.time(listed.correction.date) }
                            html.element(.h2) { html in
                                html.label(of: .article(listed.articleSlug))
                                html.element(
                                    .a, .href(Route.article(listed.articleSlug).path), text: listed.articleTitle)
                            }
                            html.element(.p, .class("dek"), text: listed.correction.text)
                        }
                    }
                }
            }
            html.pages(of: .corrections, isContinued: isContinued, older: older)
        }
    }
}
