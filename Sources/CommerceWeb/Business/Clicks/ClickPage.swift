import Commerce
import HTTPSupport
import Kernel
import Markup

/// The clicks of a number of days: by day, by article and by link.
struct ClickPage {
    let period: ClickPeriod
    let selection: ClickReports.Selection
    let days: [ClickReports.Line<CalendarDay>]
    let pages: [ClickReports.Line<String>]
    let links: [ClickReports.Line<AffiliateLink>]

    /// Of articles and links; the file has all.
    private static let mostRows = 100

    private var total: ClickCounts {
        var total = ClickCounts()
        for line in days {
            for outcome in Click.Outcome.allCases { total[outcome] += line.counts[outcome] }
        }
        return total
    }

    var page: OfficePage {
        OfficePage(title: "Clicks", area: .business, place: .clicks, isWide: true) { html in
            html.element(.h1, text: "Clicks")
            html.element(
                .p, .class("hint"),
                text: """
                    Requests for links over /go on this site. Each is in the ledger before the reader is sent on; those of \
                    programs, and repetitions from the same network within ten seconds, don’t count.
                    """)
            writeFilter(into: &html)
            if days.isEmpty {
                html.element(.p, .class("empty"), text: "Nobody asked for such a link in these days.")
            } else {
                html.element(.h2, text: "By day")
                html.clicks("Clicks by day", "Day", days, total: total) { $0.time($1) }
                html.element(.h2, text: "By article")
                html.clicks("Clicks by article", "Article", Array(pages.prefix(Self.mostRows))) { html, path in
                    html.element(.a, .href(address(page: path)), text: path)
                }
                writeRest(pages.count, "articles", into: &html)
                html.element(.h2, text: "By link")
                html.clicks("Clicks by link", "Link", Array(links.prefix(Self.mostRows))) { write($1, into: &$0) }
                writeRest(links.count, "links", into: &html)
            }
            html.element(.p, .class("pages")) { html in
                html.element(.a, .href(address(of: .clickFile)), text: "Save as CSV, by link and day")
            }
        }
    }

    private func writeFilter(into html: inout HTMLWriter) {
        html.element(.form, .class("filter"), .action(OfficeRoute.clicks.path)) { html in
            html.choice(
                "Period", name: "days", value: String(period.rawValue),
                options: ClickPeriod.allCases.map { (String($0.rawValue), $0.name) }, state: FormState())
            if let page = selection.page { html.void(.input, .type("hidden"), .name("article"), .value(page)) }
            if let link = selection.link {
                html.void(.input, .type("hidden"), .name("link"), .value(link.description))
            }
            html.element(.button, text: "Show")
        }
        guard selection.page != nil || selection.link != nil else { return }
        html.element(.p) { html in
            html.text("Only ")
            if let page = selection.page { html.element(.a, .href(page), text: page) }
            if selection.page != nil, selection.link != nil { html.text(" and ") }
            if let link = selection.link { html.text("the link \(link)") }
            html.text(". ")
            html.element(
                .a, .href("\(OfficeRoute.clicks.path)?days=\(period.rawValue)"), text: "Show all articles and links")
        }
    }

    private func write(_ link: AffiliateLink, into html: inout HTMLWriter) {
        html.element(.a, .href(address(link: link.id)), text: link.id.description)
        html.text(" · \(link.site.place.word) of \(link.site.page) · ")
        html.element(.code, text: link.site.destination)
    }

    private func writeRest(_ count: Int, _ things: String, into html: inout HTMLWriter) {
        guard count > Self.mostRows else { return }
        html.element(
            .p, .class("hint"),
            text: "The \(Self.mostRows) \(things) with the most clicks of \(count); the file has all.")
    }

    private func address(of route: OfficeRoute = .clicks, page: String? = nil, link: AffiliateLink.ID? = nil) -> String
    {
        var address = "\(route.path)?days=\(period.rawValue)"
        if let page = page ?? selection.page { address += "&article=\(PercentEncoding.encode(page))" }
        if let link = link ?? selection.link { address += "&link=\(link)" }
        return address
    }
}

extension HTMLWriter {
    /// A table of counts, with a row for each subject.
    fileprivate mutating func clicks<Subject>(
        _ label: String, _ heading: String, _ lines: [ClickReports.Line<Subject>], total: ClickCounts? = nil,
        subject: (inout HTMLWriter, Subject) -> Void
    ) {
        element(.div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel(label)) { html in
            html.element(.table, .class("clicks")) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for name in [heading, "Counted", "Not counted"] + Click.Outcome.reasons.map(\.heading) {
                            html.element(.th, .scope("col"), text: name)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for line in lines {
                        html.element(.tr) { html in
                            html.element(.th, .scope("row")) { subject(&$0, line.subject) }
                            html.numbers(line.counts)
                        }
                    }
                }
                guard let total else { return }
                html.element(.tfoot) { html in
                    html.element(.tr) { html in
                        html.element(.th, .scope("row"), text: "Together")
                        html.numbers(total)
                    }
                }
            }
        }
    }

    private mutating func numbers(_ counts: ClickCounts) {
        for number in [counts.counted, counts.notCounted] + Click.Outcome.reasons.map({ counts[$0] }) {
            element(.td, text: String(number))
        }
    }
}
