import Audience
import HTTPSupport
import Kernel
import Markup

/// What became of an edition, beside those before it, and nothing of what any reader did.
struct EditionReportPage {
    /// One of those that are compared.
    struct Line {
        let id: Edition.ID
        let report: EditionReport
    }

    let edition: Edition
    let report: EditionReport
    /// This one first, and then those before it, the latest first.
    let compared: [Line]
    /// Whether clicks are counted now.
    let countsClicks: Bool
    let member: StaffMember
    let now: Timestamp

    /// From which part of complaints on Gmail takes a sender for worse, and from which it refuses.
    private static let complaints = (warning: 0.001, refusal: 0.003)

    var page: OfficePage {
        OfficePage(title: "\(edition.title), report", area: .keeping(member), place: .newsletterDesk) { html in
            EditionHead(edition: edition, current: .report, now: now).write(into: &html)
            writeComplaints(into: &html)
            writeFigures(into: &html)
            writeClicks(into: &html)
            writeComparison(into: &html)
            html.element(.h2, text: "Why there is no rate of opening")
            html.element(
                .p,
                text: """
                    To count who opened it, a letter carries a hidden picture that tells on its reader; this one carries none. Mail \
                    programs that load pictures by themselves, and those that never do, make such figures wrong besides.
                    """)
        }
    }

    private func writeComplaints(into html: inout HTMLWriter) {
        guard let share = report.share(report.complaints), share >= Self.complaints.warning else { return }
        html.element(.div, .class("problem")) { html in
            html.element(.p) { html in
                html.element(.strong, text: "\(Self.percent(share)) called it spam")
            }
            html.element(
                .p,
                text: share >= Self.complaints.refusal
                    ? "Gmail refuses mail of senders about whom more than 0.3\u{A0}% complain. Send less often or to fewer topics."
                    : "Gmail wants fewer than 0.1\u{A0}%, and refuses from 0.3\u{A0}% on.")
        }
    }

    private func writeFigures(into html: inout HTMLWriter) {
        html.element(.h2, text: "What became of it")
        html.element(.dl, .class("facts report-figures")) { html in
            write("It was for", report.audience, into: &html)
            write("Sent", report.sent, "a mail server took it over", into: &html)
            write("Failed", report.deliveries[.failed] ?? 0, "it could not be handed over", into: &html)
            write("Uncertain", report.deliveries[.uncertain] ?? 0, "nobody knows; never sent again", into: &html)
            write("Skipped", report.deliveries[.skipped] ?? 0, "they left or paused before their turn", into: &html)
            write("Unsubscribed", report.departures, "by this edition’s links", share: true, into: &html)
        }
        html.element(.h2, text: "What came back")
        html.element(.p, .class("hint"), text: "While it was sent, or later; each reader once for each reason.")
        html.element(.dl, .class("facts report-figures")) { html in
            for kind in BounceEvent.Kind.allCases {
                write(
                    kind.heading, report.returned[kind] ?? 0, kind.meaning, share: kind == .complaint, into: &html)
            }
        }
    }

    private func write(
        _ heading: String, _ count: Int, _ meaning: String = "", share showsShare: Bool = false,
        into html: inout HTMLWriter
    ) {
        html.element(.dt, text: heading)
        html.element(.dd) { html in
            html.text(count.grouped)
            let share = showsShare && count > 0 ? report.share(count).map(Self.percent) : nil
            let words = [share, meaning.isEmpty ? nil : meaning].compactMap(\.self)
            if !words.isEmpty { html.element(.span, .class("hint"), text: " · \(words.joined(separator: " · "))") }
        }
    }

    private func writeClicks(into html: inout HTMLWriter) {
        html.element(.h2, text: "What was read from it")
        guard !report.clicks.isEmpty else {
            return html.element(
                .p, .class("empty"),
                text: countsClicks
                    ? "No link of it has been followed yet."
                    : "Clicks aren’t counted. The publisher may have them counted by article, never by person.")
        }
        html.element(
            .p, .class("hint"),
            text: "How often a link was followed, whoever did. Programs that look at links are left out.")
        let most = max(1, report.clicks.first?.count ?? 1)
        html.element(.ul, .class("bars plain click-bars")) { html in
            for click in report.clicks {
                html.element(.li, .class("bar-row")) { html in
                    html.element(.span, .class("bar-name")) { html in
                        html.element(.a, .href(PercentEncoding.ascii(click.path)), text: click.title)
                    }
                    html.raw(
                        "<svg aria-hidden=\"true\"><rect width=\"\(click.count * 100 / most)%\" height=\"100%\"/></svg>"
                            .utf8)
                    html.element(.span, .class("bar-value"), text: click.count.grouped)
                }
            }
        }
    }

    private func writeComparison(into html: inout HTMLWriter) {
        html.element(.h2, text: "Beside those before it")
        guard compared.count > 1 else {
            return html.element(.p, .class("empty"), text: "It is the first one that was sent.")
        }
        html.element(
            .div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("This edition beside those before it")
        ) { html in
            html.element(.table, .class("editions-table compared")) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        html.element(.th, .scope("col"), text: "Edition")
                        for heading in ["Sent", "Returned", "Called spam", "Unsubscribed", "Clicks"] {
                            html.element(.th, .scope("col"), .class("num"), text: heading)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for line in compared { html.element(.tr) { writeRow(line, into: &$0) } }
                }
            }
        }
    }

    private func writeRow(_ line: Line, into html: inout HTMLWriter) {
        html.element(.th, .scope("row")) { html in
            if line.id == edition.id {
                html.element(.strong) { $0.time(line.id.day) }
            } else {
                html.element(.a, .href(OfficeRoute.editionReport(line.id.description).path)) { $0.time(line.id.day) }
            }
        }
        html.element(.td, .class("num"), text: line.report.sent.grouped)
        for count in [line.report.bounced, line.report.complaints, line.report.departures] {
            html.element(.td, .class("num")) { html in
                html.text(count.grouped)
                if count > 0, let share = line.report.share(count) {
                    html.element(.span, .class("hint"), text: " \(Self.percent(share))")
                }
            }
        }
        let clicks = line.report.clicks.reduce(0) { $0 + $1.count }
        html.element(.td, .class("num"), text: line.report.clicks.isEmpty ? "–" : clicks.grouped)
    }

    /// With as many decimals as a small part needs.
    static func percent(_ share: Double) -> String {
        let hundredths = Int((share * 10_000).rounded())
        if hundredths >= 1000 { return "\((hundredths + 50) / 100)\u{A0}%" }
        return hundredths == 0
            ? "under 0.01\u{A0}%" : "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)\u{A0}%"
    }
}

extension BounceEvent.Kind {
    /// What follows from it.
    fileprivate var meaning: String {
        switch self {
        case .hard: "they get nothing more"
        case .soft, .full: "they get the next one; five in a month end it"
        case .policy: "it says nothing of the reader"
        case .complaint: "they get nothing more"
        }
    }
}
