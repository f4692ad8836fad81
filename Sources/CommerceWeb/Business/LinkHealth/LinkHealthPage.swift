import Commerce
import HTTPSupport
import Kernel
import Markup

/// The queue of links that somebody should look at.
struct LinkHealthPage {
    let links: [LinkUse]
    let day: CalendarDay

    private static let mostLines = 200

    /// On a published page, and in trouble; the graver first, and of these the longer.
    static func queue(_ links: [LinkUse], on day: CalendarDay) -> [LinkUse] {
        let order: [LinkCondition] = [.elsewhere, .dead, .parked, .outOfStock, .untold]
        return links.filter { $0.link.condition.isTrouble && !$0.pages.isEmpty && !$0.link.isLeft(on: day) }
            .sorted { first, second in
                func place(_ use: LinkUse) -> (Int, Timestamp, String) {
                    (
                        order.firstIndex(of: use.link.condition) ?? order.count,
                        use.link.troubledSince ?? Timestamp(milliseconds: 0), use.link.destination
                    )
                }
                return place(first) < place(second)
            }
    }

    var page: OfficePage {
        OfficePage(title: "Link health", area: .business, place: .linkHealth) { html in
            html.element(.h1, text: "Link health")
            html.element(.p, .class("hint"), text: summary)
            html.element(.p, .class("pages")) { html in
                html.element(.a, .href(OfficeRoute.stockRules.path), text: "Rules for out of stock")
            }
            html.element(.h2, text: "To look at")
            let queue = Self.queue(links, on: day)
            if queue.isEmpty {
                html.element(.p, .class("empty"), text: "No link is in trouble, as far as checks have shown.")
            }
            write(queue, into: &html)
            write(
                "In doubt", links.filter { $0.link.condition == .failing && !$0.pages.isEmpty }, into: &html)
            write(
                "Left alone", links.filter { $0.link.condition.isTrouble && $0.link.isLeft(on: day) }, into: &html)
            html.folded("All links that are checked", isOpen: false) { html in
                let rest = links.sorted { $0.link.destination < $1.link.destination }
                if rest.isEmpty {
                    html.element(
                        .p, .class("empty"), text: "There is none yet. What earns on a published page is checked.")
                }
                write(rest, into: &html)
            }
        }
    }

    private var summary: String {
        let fine = links.count { $0.link.condition == .fine }
        let unchecked = links.count { $0.link.condition == .unchecked }
        return """
            \(links.count) \(links.count == 1 ? "destination is" : "destinations are") checked once a week and more often \
            in trouble; \(fine) \(fine == 1 ? "is" : "are") fine\(unchecked > 0 ? ", \(unchecked) not checked yet" : "").
            """
    }

    private func write(_ title: String, _ links: [LinkUse], into html: inout HTMLWriter) {
        guard !links.isEmpty else { return }
        html.element(.h2, text: title)
        write(links, into: &html)
    }

    private func write(_ links: [LinkUse], into html: inout HTMLWriter) {
        guard !links.isEmpty else { return }
        html.element(.ul, .class("lines")) { html in
            for use in links.prefix(Self.mostLines) { html.element(.li) { write(use, into: &$0) } }
        }
        if links.count > Self.mostLines {
            html.element(.p, .class("hint"), text: "And \(links.count - Self.mostLines) more.")
        }
    }

    private func write(_ use: LinkUse, into html: inout HTMLWriter) {
        let link = use.link
        html.element(.p, .class("line-title")) { html in
            html.element(
                .a, .class("address"), .href(OfficeRoute.checkedLink(link.id.description).path), text: link.destination)
        }
        html.element(.p, .class("hint")) { html in
            html.element(.span, .class(link.condition.style), text: link.condition.name)
            if let since = link.troubledSince {
                html.text(" since ")
                html.time(since)
            }
            html.text(" · \(use.place) · \(use.clicksInWords)")
        }
        if link.condition != .fine, link.condition != .unchecked {
            for check in link.telling { html.element(.p, .class("hint"), text: check.finding) }
        }
        if let leave = link.leave, link.isLeft(on: day) {
            html.element(.p, .class("hint")) { html in
                html.text("\(leave.name) left it alone up to ")
                html.time(leave.until)
                html.text(": \(leave.note)")
            }
        }
    }
}
