import Commerce
import HTTPSupport
import Kernel
import Markup

/// One link: what checks of its addresses found, what readers get, and what was done about it.
struct CheckedLinkPage {
    let use: LinkUse
    /// By what it earns; `nil` when no rule is for it any more.
    let match: LiveRules.Match?
    let way: LinkWay?
    let events: [LinkEvent]
    let day: CalendarDay
    let values: FormBody
    let token: String
    let problem: Problem?

    private var link: CheckedLink { use.link }
    private var id: String { link.id.description }

    var page: OfficePage {
        OfficePage(title: "Link health", area: .business, place: .linkHealth) { html in
            html.element(.h1, .class("address"), text: link.destination)
            html.element(.p) { html in
                html.element(.span, .class(link.condition.style), text: link.condition.name)
                if let since = link.troubledSince {
                    html.text(" since ")
                    html.time(since)
                }
            }
            html.element(.p, text: link.condition.meaning)
            html.element(
                .p,
                text: way?.consequence ?? "No rule is for it any more; links that were given out lead to it plainly.")
            if let problem { html.problem(problem) }
            html.form(.checkedLinkCheck(id), token: token) { $0.element(.button, text: "Check now") }
            write(link.plain, "The merchant’s own address", into: &html)
            if let earning = link.earning {
                write(earning, "The address that earns", into: &html)
                html.element(
                    .p, .class("hint"),
                    text: """
                        A network counts each check of it as a click, so it is asked for at most once a day and as a rule \
                        once a week; its reports show these clicks under “\(SubID.check)”.
                        """)
            }
            if link.condition.isTrouble { writeLeave(into: &html) }
            writeUses(into: &html)
            html.element(.h2, text: "History")
            write(events, into: &html)
        }
    }

    private func write(_ check: LinkCheck, _ title: String, into html: inout HTMLWriter) {
        html.element(.h2, text: title)
        html.element(.p) { html in
            html.element(.span, .class(check.condition.style), text: check.condition.name)
            html.text(" \(check.finding)")
        }
        if check.chain.isEmpty {
            html.element(.p) { $0.element(.code, text: check.address) }
        } else {
            html.element(.ol, .class("chain")) { html in
                for hop in check.chain {
                    html.element(.li) { html in
                        html.element(.code, text: hop.address)
                        html.text(hop.status.map { " answered \($0)" } ?? " didn’t answer")
                    }
                }
            }
        }
        html.element(.p, .class("hint")) { html in
            if let checked = check.health.checked {
                html.text("Last checked ")
                html.moment(checked)
                html.text(" · again from ")
            } else {
                html.text("To be checked from ")
            }
            html.moment(check.health.nextCheck)
        }
    }

    private func writeLeave(into html: inout HTMLWriter) {
        html.element(.h2, text: "Leave it alone")
        if let leave = link.leave, link.isLeft(on: day) {
            html.element(.p) { html in
                html.text("\(leave.name) left it alone up to ")
                html.time(leave.until)
                html.text(": \(leave.note)")
            }
            html.form(.checkedLinkLeave(id), token: token) { html in
                html.void(.input, .type("hidden"), .name("again"), .value("yes"))
                html.element(.button, text: "Take it up again")
            }
            return
        }
        html.element(
            .p, .class("hint"), text: "It is out of the queue up to that day. What readers get doesn’t change by it.")
        let state = FormState(errors: problem?.fieldErrors ?? [])
        html.form(.checkedLinkLeave(id), token: token) { html in
            html.element(.div, .class("pair")) { html in
                html.textField(
                    "Up to", name: "until",
                    value: values["until"].isEmpty ? day.advanced(byDays: 30).description : values["until"],
                    state: state, .type("date"), .required)
                html.textField(
                    "Why", name: "note", value: values["note"], state: state, .required, .maxlength(500))
            }
            html.submit("Leave it alone")
        }
    }

    private func writeUses(into html: inout HTMLWriter) {
        html.element(.h2, text: "Where it stands")
        if let match {
            html.element(.p) { html in
                html.text("\(match.partner.name), ")
                html.element(
                    .a, .href(OfficeRoute.programme(match.programme.id.description).path), text: match.programme.name)
                html.text(" · \(use.clicksInWords)")
            }
        }
        guard !use.pages.isEmpty else {
            return html.element(.p, .class("empty"), text: "No published article has it any more.")
        }
        html.element(.ul, .class("lines")) { html in
            for page in use.pages.prefix(100) {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) { $0.element(.a, .href(page.path), text: page.title) }
                }
            }
        }
    }

    private func write(_ events: [LinkEvent], into html: inout HTMLWriter) {
        guard !events.isEmpty else {
            return html.element(.p, .class("empty"), text: "Nothing has happened to it yet.")
        }
        html.element(.ul, .class("lines")) { html in
            for event in events {
                html.element(.li) { html in
                    html.element(.p) { html in
                        html.moment(event.at)
                        html.text(" · \(event.name) \(event.phrase)")
                    }
                    if !event.rest.isEmpty { html.element(.p, .class("quoted"), text: event.rest) }
                }
            }
        }
    }
}

extension HTMLWriter {
    /// A moment to the minute, as the site's clocks show it.
    fileprivate mutating func moment(_ timestamp: Timestamp) {
        element(.time, .datetime(timestamp.rfc3339), text: timestamp.localReading.written)
    }
}
