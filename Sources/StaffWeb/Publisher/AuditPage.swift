import HTTPSupport
import Kernel
import Markup
import Staff

/// What the staff did, newest first.
struct AuditPage {
    let entries: [AuditEntry]
    let hasMore: Bool
    let filter: AuditTrail.Filter

    var page: OfficePage {
        OfficePage(title: "Audit trail", area: .publisher, place: .audit, isWide: true) { html in
            html.element(.h1, text: "Audit trail")
            html.element(
                .p,
                text:
                    """
                    What the staff did, as it was done; what the editor saves by itself is in the history of its article. \
                    Masthead never changes an entry, and the database refuses to. Times are the site’s; in the file they are UTC.
                    """
            )
            html.element(.form, .class("filter"), .action(OfficeRoute.audit.path)) { html in
                html.textField(
                    "Name, action or subject", name: "text", value: filter.text, state: FormState(), .type("search"))
                html.textField(
                    "From", name: "from", value: filter.from?.description ?? "", state: FormState(), .type("date"))
                html.textField(
                    "To", name: "to", value: filter.to?.description ?? "", state: FormState(), .type("date"))
                html.element(.button, text: "Show")
            }
            if entries.isEmpty {
                html.element(.p, .class("empty"), text: "Nothing was done that fits. Take something out of the filter.")
            } else {
                writeTable(into: &html)
            }
            html.element(.p, .class("pages")) { html in
                if hasMore, let last = entries.last {
                    html.element(
                        .a, .href("\(OfficeRoute.audit.path)?\(query(before: last.id.description))"), text: "Earlier")
                    html.text(" ")
                }
                html.element(
                    .a, .href("\(OfficeRoute.auditFile.path)?\(query(before: nil))"), text: "Save as CSV")
            }
        }
    }

    private func writeTable(into html: inout HTMLWriter) {
        html.element(.div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("Actions")) { html in
            html.element(.table) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for name in ["When", "Who", "What", "To what", "Outcome"] {
                            html.element(.th, .scope("col"), text: name)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for entry in entries {
                        html.element(.tr) { html in
                            html.element(.td) { html in
                                html.element(
                                    .time, .datetime(entry.at.rfc3339),
                                    text:
                                        "\(entry.at.localReading.day) \(entry.at.localReading.time) \(entry.at.localReading.zone)"
                                )
                            }
                            for value in [entry.name, entry.action, entry.subject, entry.outcome] {
                                html.element(.td, text: value)
                            }
                        }
                    }
                }
            }
        }
    }

    private func query(before: String?) -> String {
        [("text", filter.text), ("from", filter.from?.description ?? ""), ("to", filter.to?.description ?? "")]
            .filter { !$0.1.isEmpty }.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }
            .joined(separator: "&") + (before.map { "&before=\($0)" } ?? "")
    }
}
