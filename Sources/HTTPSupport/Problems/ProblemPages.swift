import Kernel
import Markup

/// The pages that tell a reader what went wrong and where to go from there.
package struct ProblemPages: Sendable {
    private let shell: any PageShell

    package init(shell: any PageShell) { self.shell = shell }

    /// A whole document; problem pages have no openings, so nothing is left to fill.
    package func page(of presented: PresentedProblem) -> [UInt8] {
        var html = HTMLWriter()
        var head = PageHead(title: presented.problem.title, description: presented.problem.detail, route: .front)
        head.isListed = false
        shell.write(head, into: &html) { html in
            html.element(.h1, text: presented.problem.title)
            html.element(.p, .class("intro"), text: presented.problem.detail)
            html.element(.div, .class("body")) { html in
                if !presented.problem.fieldErrors.isEmpty {
                    html.element(.ul) { html in
                        for error in presented.problem.fieldErrors { html.element(.li, text: error.message) }
                    }
                }
                if let requestID = presented.requestID {
                    html.element(.p, text: "If it keeps happening, tell us this number: \(requestID)")
                }
                html.element(.p) { html in
                    html.text("You can ")
                    html.element(.a, .href(Route.search.path), text: "search the site")
                    html.text(" or start from the ")
                    html.element(.a, .href(Route.front.path), text: "front page")
                    html.text(".")
                }
                html.element(.p, .class("note"), text: "Error \(presented.status)")
            }
        }
        return html.bytes
    }
}
