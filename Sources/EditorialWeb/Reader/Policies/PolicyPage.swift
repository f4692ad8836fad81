import Editorial
import HTTPSupport
import Kernel
import Markup

/// A text in which the site says how it works: how it earns, and which standards it keeps.
struct PolicyPage {
    let policy: Policy
    let body: RenderedMarkdown
    let route: Route
    let shell: any PageShell

    var page: Page {
        let head = PageHead(title: policy.title, description: policy.description, route: route)
        return shell.page(head) { html in
            html.element(.h1, text: policy.title)
            html.element(.p, .class("meta")) { html in
                html.text("In force since ")
                html.time(policy.updated)
            }
            html.element(.div, .class("body")) { $0.pieces(body.pieces) }
        }
    }
}
