import Commerce
import HTTPSupport
import Kernel
import Markup

extension Business {
    func overview(_ request: StaffRequest) async throws -> StaffAnswer {
        let day = request.now.localDay
        let page = try await BusinessHomePage(
            partners: partners.all(), programmes: programmes.all(), rules: rules.all(), links: links.all(),
            census: census(), troubled: troubledLinks(on: day), events: history.events(limit: 20), day: day)
        return .page(page.page)
    }
}

/// The entrance of the business desk: what there is, what ends soon, and what was changed last.
struct BusinessHomePage {
    let partners: [Partner]
    let programmes: [Programme]
    let rules: [MerchantRule]
    let links: [HandMadeLink]
    let census: LinkCensus
    /// How many links are in the queue.
    let troubled: Int
    let events: [CommerceEvent]
    let day: CalendarDay

    private static let soon = 60

    var page: OfficePage {
        OfficePage(title: "Business", area: .business, place: .business) { html in
            html.element(.h1, text: "Business")
            html.element(.dl, .class("facts")) { html in
                let rows: [(String, OfficeRoute?, String)] = [
                    ("Partners", .partners, "\(partners.count { $0.isCurrent(on: day) }) with an agreement today"),
                    ("Programmes", .programmes, "\(programmes.count { $0.isCurrent(on: day) }) running today"),
                    ("Rules", .merchantRules, "\(rules.count { $0.ended == nil }) live"),
                    ("Links made by hand", .affiliateLinks, "\(links.count { $0.ended == nil }) live"),
                    (
                        "Link health", .linkHealth,
                        troubled == 0 ? "nothing to look at" : "\(troubled) to look at"
                    ),
                    ("Published links that may earn", nil, String(census.links)),
                    ("Articles with such a link", nil, "\(census.earningPages) of \(census.pages)"),
                ]
                for (name, route, text) in rows {
                    html.element(.dt) { html in
                        if let route { html.element(.a, .href(route.path), text: name) } else { html.text(name) }
                    }
                    html.element(.dd, text: text)
                }
            }
            writeEndings(into: &html)
            html.element(.h2, text: "What was changed last")
            html.history(events, namesSubjects: true)
        }
    }

    private func writeEndings(into html: inout HTMLWriter) {
        let last = day.advanced(byDays: Self.soon)
        func isSoon(_ ended: CalendarDay?) -> Bool { ended.map { day <= $0 && $0 <= last } ?? false }
        let endings: [(CalendarDay, String, OfficeRoute)] =
            (partners.filter { isSoon($0.ended) }.map { ($0.ended ?? day, $0.name, .partner($0.slug.description)) }
            + programmes.filter { isSoon($0.ended) }.map { ($0.ended ?? day, $0.name, .programme($0.id.description)) })
            .sorted { $0.0 < $1.0 }
        guard !endings.isEmpty else { return }
        html.element(.h2, text: "What ends in the next \(Self.soon) days")
        html.element(.ul, .class("lines")) { html in
            for (ended, name, route) in endings {
                html.element(.li) { html in
                    html.element(.p) { html in
                        html.element(.a, .href(route.path), text: name)
                        html.text(" · last day ")
                        html.time(ended)
                    }
                }
            }
        }
    }
}
