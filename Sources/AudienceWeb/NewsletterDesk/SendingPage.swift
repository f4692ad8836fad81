import Audience
import HTTPSupport
import Kernel
import Markup

/// How far an edition has come, and what stops it or lets it go on.
struct SendingPage {
    let edition: Edition
    let progress: SendingProgress
    /// In seconds, for a browser without scripts; `nil` when nothing changes, or nobody wants it.
    let refresh: Int?
    let member: StaffMember
    let now: Timestamp
    let token: String

    private var id: String { edition.id.description }
    private var bar: SendingBar { SendingBar(progress: progress) }

    var page: OfficePage {
        OfficePage(
            title: "\(edition.title), sending", area: .keeping(member), place: .newsletterDesk,
            scripts: progress.state == .sending ? ["sending.js"] : [], refresh: refresh
        ) { html in
            EditionHead(edition: edition, current: .sending, now: now).write(into: &html)
            if progress.state == .paused { writeHalt(into: &html) }
            html.element(.div, .id("progress"), .data("data-state", progress.state.rawValue)) { html in
                bar.write(into: &html)
                html.element(.p, .class("sending-line"), text: bar.summary(at: now))
                writeCounts(into: &html)
                writeReasons(into: &html)
            }
            writeButtons(into: &html)
            writeUncertain(into: &html)
            writeRefreshing(into: &html)
        }
    }

    private func writeHalt(into html: inout HTMLWriter) {
        let halt = SendingHalt(progress.halt)
        html.element(.div, .class("problem")) { html in
            html.element(.p) { $0.element(.strong, text: halt.title) }
            html.element(.p, text: halt.explanation)
            guard !halt.steps.isEmpty else { return }
            html.element(.ol) { html in
                for step in halt.steps { html.element(.li, text: step) }
            }
            html.element(.p, .class("quoted"), .dir("auto"), text: progress.halt)
        }
    }

    private func writeCounts(into html: inout HTMLWriter) {
        html.element(.dl, .class("facts sending-counts")) { html in
            write("Waiting for their turn", progress.state == .sent ? 0 : bar.untouched, into: &html)
            for state in [Delivery.State.sending, .pending, .sent, .failed, .uncertain, .skipped] {
                write(state.heading, progress.counts[state] ?? 0, into: &html, style: state.rawValue)
            }
        }
    }

    private func write(_ heading: String, _ count: Int, into html: inout HTMLWriter, style: String = "untouched") {
        html.element(.dt, .class("key key-\(style)"), text: heading)
        html.element(.dd, text: count.grouped)
    }

    private func writeReasons(into html: inout HTMLWriter) {
        guard !progress.reasons.isEmpty else { return }
        html.element(.h2, text: "What servers said")
        html.element(
            .div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("What servers said")
        ) { html in
            html.element(.table, .class("reasons-table")) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        html.element(.th, .scope("col"), .class("num"), text: "How many")
                        html.element(.th, .scope("col"), text: "State")
                        html.element(.th, .scope("col"), text: "Reason")
                    }
                }
                html.element(.tbody) { html in
                    for reason in progress.reasons {
                        html.element(.tr) { html in
                            html.element(.td, .class("num"), text: reason.count.grouped)
                            html.element(.td, text: reason.state.heading)
                            html.element(.td, .class("reason"), .dir("auto"), text: reason.text)
                        }
                    }
                }
            }
        }
    }

    private func writeButtons(into html: inout HTMLWriter) {
        guard SendingHalt.canCancel(progress.state) else { return }
        html.element(.div, .class("actions")) { html in
            if progress.state == .paused {
                html.form(.editionResume(id), token: token) { html in
                    html.element(.button, .class("primary"), text: "Resume")
                }
            } else {
                html.form(.editionPause(id), token: token) { html in
                    html.element(.button, .class("primary"), text: "Pause")
                }
            }
            html.element(.a, .class("button"), .href(OfficeRoute.editionCancellation(id).path), text: "Cancel the rest")
        }
    }

    private func writeUncertain(into html: inout HTMLWriter) {
        guard let count = progress.counts[.uncertain], count > 0 else { return }
        html.element(.h2, text: "What “uncertain” means")
        html.element(
            .p,
            text: """
                Nobody can say whether \(count == 1 ? "one mail" : "\(count.grouped) mails") arrived: all of it had left, and \
                the connection or this server broke off before an answer came. Such a mail is never sent again by itself, \
                because it might come twice. Its reader gets the next edition as everybody does.
                """)
    }

    private func writeRefreshing(into html: inout HTMLWriter) {
        guard progress.state == .sending else { return }
        html.element(.p, .class("visually-hidden"), .id("said"), .role("status")) { _ in }
        html.element(.noscript) { html in
            html.element(.p, .class("hint")) { html in
                if let refresh {
                    html.text("This page loads itself again every \(refresh) seconds. ")
                    html.element(.a, .href("\(OfficeRoute.editionSending(id).path)?still=yes"), text: "Keep it still")
                } else {
                    html.text("This page stays as it is. ")
                    html.element(.a, .href(OfficeRoute.editionSending(id).path), text: "Keep it up to date")
                }
            }
        }
    }
}

extension Delivery.State {
    /// As a heading of figures.
    var heading: String {
        switch self {
        case .pending: "Put off, tried again later"
        case .sending: "On their way"
        case .sent: "Sent: a server took it over"
        case .failed: "Failed"
        case .uncertain: "Uncertain"
        case .skipped: "Left or paused meanwhile"
        }
    }
}
