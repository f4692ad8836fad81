import Editorial
import HTTPSupport
import Kernel
import Markdown
import Markup

/// A text in which the site says how it works: how it earns, and which standards it keeps.
struct PolicyPage {
    let policy: Policy
    let body: RenderedMarkdown
    let route: Route
    let shell: any PageShell
    /// Since when one person does all of the site’s work, if so; it goes before anything the text promises.
    var onePersonSince: Timestamp?

    var page: Page {
        let head = PageHead(title: policy.title, description: policy.description, route: route)
        return shell.page(head) { html in
            html.element(.h1, text: policy.title)
            html.element(.p, .class("meta")) { html in
                html.text("In force since ")
                html.time(policy.updated)
            }
            if let onePersonSince {
                html.element(.p, .class("intro")) { html in
                    html.text("Since ")
                    html.time(onePersonSince)
                    html.text(
                        """
                         one person does all of this site’s work: the same person may write an article, approve it and \
                        sell the advertising beside it. What is said below of keeping these apart holds for the software, \
                        not for people.
                        """)
                }
            }
            html.element(.div, .class("body")) { html in
                html.pieces(body.pieces)
                if route == .howWeMakeMoney { html.region(.earnings) }
            }
        }
    }
}
