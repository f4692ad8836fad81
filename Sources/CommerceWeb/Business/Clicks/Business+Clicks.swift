import Commerce
import HTTPSupport
import Kernel
import Tables

extension Business {
    func clickReport(_ request: StaffRequest) async throws -> StaffAnswer {
        let period = ClickPeriod(request.query["days"])
        let selection = try selection(of: request, period)
        let page = try await ClickPage(
            period: period, selection: selection, days: clicks.byDay(selection), pages: clicks.byPage(selection),
            links: clicks.byLink(selection))
        return .page(page.page)
    }

    func exportClicks(_ request: StaffRequest) async throws -> StaffAnswer {
        let selection = try selection(of: request, ClickPeriod(request.query["days"]))
        let table = try await ClickTable.table(of: clicks.byLinkAndDay(selection))
        return .file(Array(table.text.utf8), name: "clicks.csv", mediaType: "text/csv; charset=utf-8")
    }

    private func selection(of request: StaffRequest, _ period: ClickPeriod) throws(Problem) -> ClickReports.Selection {
        let today = request.now.localDay
        var link: AffiliateLink.ID?
        if let text = request.query["link"], !text.isEmpty {
            guard let id = AffiliateLink.ID(text) else { throw StaffRequest.nothingHere }
            link = id
        }
        let page = request.query["article"].flatMap { $0.isEmpty ? nil : $0 }
        return ClickReports.Selection(
            days: today.advanced(byDays: 1 - period.rawValue)...today, page: page, link: link)
    }
}

/// How many days a report is of, up to today.
enum ClickPeriod: Int, CaseIterable {
    case week = 7
    case month = 30
    case quarter = 90
    case year = 365

    /// The one that was asked for; a month for anything else.
    init(_ text: String?) { self = text.flatMap { Int($0) }.flatMap(Self.init(rawValue:)) ?? .month }

    var name: String { "The last \(rawValue) days" }
}

/// What a spreadsheet gets: a row for each link and day.
enum ClickTable {
    static func table(of lines: [ClickReports.Line<ClickReports.LinkDay>]) -> CommaSeparatedTable {
        let heading = ["Day", "Link", "Article", "Place", "Destination", "Counted"]
        return CommaSeparatedTable(
            rows: [heading + Click.Outcome.reasons.map { "Not counted: \($0.heading.lowercased())" }]
                + lines.map { line in
                    let link = line.subject.link
                    return [
                        line.subject.day.description, link.id.description, link.site.page, link.site.place.word,
                        link.site.destination, String(line.counts.counted),
                    ] + Click.Outcome.reasons.map { String(line.counts[$0]) }
                })
    }
}
