import Audience
import HTTPSupport
import Kernel
import Markup

/// Addresses to which nothing is sent, and those that were allowed again.
struct SuppressionPage {
    let group: SuppressionGroup
    let counts: [Suppression.Reason: Int]
    let list: [ListedSuppression]
    let hasMore: Bool
    let ended: [EndedSuppression]
    let unread: Int
    let typed: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Addresses that get nothing", area: .publisher, place: .subscribers) { html in
            html.element(.h1, text: "Addresses that get nothing")
            SubscriberPlaces(current: .suppressions, unread: unread).write(into: &html)
            html.element(
                .p, .class("hint"),
                text: """
                    An address is known here by a code alone, so that it stays away even when nothing else is kept. To find one, look it up \
                    on the page of subscribers.
                    """)
            if let problem { html.problem(problem) }
            html.element(.dl, .class("facts")) { html in
                for reason in Suppression.Reason.allCases {
                    html.element(.dt, text: reason.heading)
                    html.element(.dd, text: "\(counts[reason] ?? 0)")
                }
            }
            writeFilter(into: &html)
            writeList(into: &html)
            html.element(.h2, text: "Allowed again")
            writeEnded(into: &html)
        }
    }

    private func writeFilter(into html: inout HTMLWriter) {
        html.element(.form, .class("filter"), .method("get"), .action(OfficeRoute.suppressions.path)) { html in
            html.choice(
                "Show", name: "of", value: group.rawValue,
                options: SuppressionGroup.allCases.map { ($0.rawValue, $0.name) }, state: FormState())
            html.element(.button, text: "Show")
        }
    }

    private func writeList(into html: inout HTMLWriter) {
        guard !list.isEmpty else {
            return html.element(.p, .class("empty"), text: "There is no such address.")
        }
        html.element(.ul, .class("lines")) { html in
            for item in list { html.element(.li) { write(item, into: &$0) } }
        }
        guard hasMore, let last = list.last else { return }
        html.element(.p, .class("pages")) { html in
            let place = "of=\(group.rawValue)&after=\(SuppressionCode.text(of: last))"
            html.element(.a, .href("\(OfficeRoute.suppressions.path)?\(place)"), text: "Earlier")
        }
    }

    private func write(_ item: ListedSuppression, into html: inout HTMLWriter) {
        let code = SuppressionCode.text(item.digest)
        html.element(.p) { html in
            if let address = item.address {
                html.element(.strong, .class("address"), text: address.text)
            } else {
                html.text("An address that isn’t kept, code ")
                html.element(.code, text: String(code.prefix(12)))
            }
        }
        html.element(.p, .class("hint")) { html in
            let source = item.suppression.source.isEmpty ? "" : " (\(item.suppression.source))"
            html.text("\(item.suppression.reason.words)\(source) · ")
            html.element(
                .time, .datetime(item.suppression.made.rfc3339), text: item.suppression.made.localReading.written)
        }
        let isWrong = problem != nil && typed["code"] == code
        html.element(.details, isWrong ? .open : nil) { html in
            html.element(.summary) { html in
                html.text("Allow mail to it again")
                html.element(
                    .span, .class("visually-hidden"), text: " (\(item.address?.text ?? String(code.prefix(12))))")
            }
            html.form(.suppressionEnd, token: token) { html in
                html.void(.input, .type("hidden"), .name("code"), .value(code))
                html.void(.input, .type("hidden"), .name("of"), .value(group.rawValue))
                html.field(
                    "Why", name: "why", hint: "It stays on record.",
                    state: isWrong ? FormState(errors: problem?.fieldErrors ?? []) : FormState(),
                    id: "why-\(code.prefix(16))"
                ) { html, id, description, invalid in
                    html.void(
                        .input, .id(id), .name("why"), .value(isWrong ? String(typed["why"].prefix(1000)) : ""),
                        .required, .maxlength(SuppressionStore.longestReason), description, invalid)
                }
                html.element(.p, .class("actions")) { $0.element(.button, text: "Allow it") }
            }
        }
    }

    private func writeEnded(into html: inout HTMLWriter) {
        guard !ended.isEmpty else {
            return html.element(.p, .class("empty"), text: "Who allowed which address again, and why, stands here.")
        }
        html.element(.ul, .class("lines")) { html in
            for end in ended {
                html.element(.li) { html in
                    html.element(.p) { html in
                        if let address = end.address {
                            html.element(.strong, .class("address"), text: address.text)
                        } else {
                            html.text("Code ")
                            html.element(.code, text: String(SuppressionCode.text(end.digest).prefix(12)))
                        }
                        html.text(": \(end.why)")
                    }
                    html.element(.p, .class("hint")) { html in
                        html.text("\(end.who), ")
                        html.element(.time, .datetime(end.ended.rfc3339), text: end.ended.localReading.written)
                        html.text(
                            " · was stopped on \(end.suppression.made.localDay.written): \(end.suppression.reason.words.lowercasedFirst)"
                        )
                    }
                }
            }
        }
    }
}

extension Suppression.Reason {
    /// As a heading of figures.
    fileprivate var heading: String {
        switch self {
        case .left: "Left"
        case .erased: "Had everything deleted"
        case .bounced: "Came back"
        case .complained: "Called a mail spam"
        case .staff: "Stopped by the office"
        }
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
