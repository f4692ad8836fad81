import Kernel
import Markup

/// The pages that tell what went wrong and where to go from there: to readers in the frame of the site, and to others in that of
/// the offices.
package struct ProblemPages: Sendable {
    private let shell: any PageShell
    let offices: OfficeProblemPages

    package init(shell: any PageShell, offices: OfficeProblemPages) {
        self.shell = shell
        self.offices = offices
    }

    /// A whole document for readers; problem pages have no openings, so nothing is left to fill.
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
