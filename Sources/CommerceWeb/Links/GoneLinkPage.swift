package import Commerce
package import HTTPSupport
import Kernel
import Markup

/// What a reader gets at `/go/…` when neither address of a link leads to the merchant any more: words, and the way back.
package struct GoneLinkPage: Sendable {
    private let shell: any PageShell

    package init(shell: any PageShell) { self.shell = shell }

    /// A whole document; it has no openings, so nothing is left to fill.
    package func html(_ direction: LinkDirection) -> [UInt8] {
        let title = "This link no longer leads anywhere"
        var html = HTMLWriter()
        var head = PageHead(title: title, description: "The page that this link led to is gone.", route: .front)
        head.isListed = false
        shell.write(head, into: &html) { html in
            html.element(.h1, text: title)
            html.element(
                .p, .class("intro"),
                text: "The page that it led to is gone: we looked several times, over several days.")
            html.element(.div, .class("body")) { html in
                html.element(.p) { html in
                    html.text("It led to ")
                    html.element(.code, text: direction.plain)
                    html.text(".")
                }
                html.element(.p) { html in
                    html.element(.a, .href(direction.page), text: "Back to the article")
                }
            }
        }
        return html.bytes
    }
}
