package import Audience
package import HTTPSupport
import Kernel
import Markup

/// How many comments were removed, by month and reason, for everybody to see; no text and no handle.
struct RemovedCommentsPage {
    let tally: ModerationTally
    let shell: any PageShell

    private static let longest = 36

    var page: Page {
        let head = PageHead(
            title: "What was removed from the discussions",
            description: "How many comments \(shell.site.name) removed, held and put back, by month and reason.",
            route: .removedComments)
        return shell.page(head) { html in
            html.element(.h1, text: "What was removed from the discussions")
            html.element(.p, .class("intro")) { html in
                html.text(
                    "Every decision of a moderator is counted, by the month in which it was taken (UTC). What was taken back is not counted. Here are no texts and no names. "
                )
                html.element(.a, .href(Route.discussionRules.path), text: "The rules of the discussions")
            }
            guard !tally.months.isEmpty else {
                return html.element(.p, text: "Nothing was removed and nothing was held yet.")
            }
            html.element(
                .div, .class("scroll"), .tabindex(0), .role("region"), .ariaLabel("Decisions by month")
            ) { html in
                html.element(.table) { writeTable(into: &$0) }
            }
        }
    }

    private func writeTable(into html: inout HTMLWriter) {
        html.element(.caption, text: "Comments, by month")
        html.element(.thead) { html in
            html.element(.tr) { html in
                html.element(.th, .scope("col"), text: "Month")
                html.element(.th, .scope("col"), text: "Removed")
                for reason in RemovalReason.allCases {
                    html.element(.th, .scope("col"), text: reason.name)
                }
                html.element(.th, .scope("col"), text: "Held, then shown")
                html.element(.th, .scope("col"), text: "Appeals")
                html.element(.th, .scope("col"), text: "Put back on appeal")
            }
        }
        html.element(.tbody) { html in
            for month in tally.months.prefix(Self.longest) {
                html.element(.tr) { html in
                    html.element(.th, .scope("row"), text: "\(month.start.monthName)\u{A0}\(month.start.year)")
                    html.element(.td, text: month.allRemoved.grouped)
                    for reason in RemovalReason.allCases {
                        html.element(.td, text: (month.removed[reason] ?? 0).grouped)
                    }
                    for number in [month.approved, month.appealed, month.reinstated] {
                        html.element(.td, text: number.grouped)
                    }
                }
            }
        }
    }
}

/// The public page about what moderators did.
package struct ModerationPages: PageSource {
    private let tally: ModerationTallyStore
    private let shell: any PageShell

    package init(tally: ModerationTallyStore, shell: any PageShell) {
        self.tally = tally
        self.shell = shell
    }

    package func page(at route: Route) async throws -> PageAnswer? {
        guard route == .removedComments else { return nil }
        return .page(RemovedCommentsPage(tally: try await tally.tally(), shell: shell).page)
    }
}
