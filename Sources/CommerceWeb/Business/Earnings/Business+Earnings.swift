import Commerce
import HTTPSupport
import Kernel
import Tables

extension Business {
    var earningEndpoints: [StaffEndpoint] {
        [
            .get(.earnings, Self.access) { try await earningTotals($0) },
            .get(.earningFile, Self.access) { try await exportEarnings($0) },
            .get(.earningImports, Self.access) { try await reportForm($0) },
            .compute(.earningTrial, Self.access, longestBody: Self.longestTable, takesFiles: true) {
                try await tryReport($0)
            },
            .post(.earningImports, Self.access, action: "import a report", longestBody: Self.longestTable) {
                try await importReport($0)
            },
            .get(.unmatchedEarnings, Self.access) { try await unmatchedEarnings($0) },
            .post(.unmatchedEarnings, Self.access, action: "decide on unmatched sales") { try await decide($0) },
            .get(.reconciliation, Self.access) { try await reconciliation($0) },
            .post(.reconciliation, Self.access, action: "enter a network’s clicks", longestBody: Self.longestTable) {
                try await enterClicks($0)
            },
            .get(.postbacks, Self.access) { try await postbacks($0) },
            .post(.postbacks, Self.access, action: "change the secrets of postbacks") { try await changePostbacks($0) },
        ]
    }

    func earningTotals(_ request: StaffRequest) async throws -> StaffAnswer {
        let period = EarningPeriod(request.query["months"])
        let months = CalendarMonth.last(period.rawValue, upTo: request.now.localDay)
        let page = try await EarningsPage(
            period: period, months: months, sections: earningSections(months),
            matching: earnings.reports.matching(days: Self.days(months)))
        return .page(page.page)
    }

    func exportEarnings(_ request: StaffRequest) async throws -> StaffAnswer {
        let months = CalendarMonth.last(
            EarningPeriod(request.query["months"]).rawValue, upTo: request.now.localDay)
        let table = EarningTable.table(of: try await earningSections(months))
        return .file(Array(table.text.utf8), name: "earnings.csv", mediaType: "text/csv; charset=utf-8")
    }

    private static func days(_ months: [CalendarMonth]) -> ClosedRange<CalendarDay> {
        let first = months.first?.first ?? CalendarDay(daysSince1970: 0)
        return first...max(first, months.last?.last ?? first)
    }

    private func earningSections(_ months: [CalendarMonth]) async throws -> [EarningSection] {
        let names = Dictionary(try await partners.all().map { ($0.slug.description, $0.name) }) { first, _ in first }
        var sections: [EarningSection] = []
        for dimension in EarningReports.Dimension.allCases {
            let lines = try await earnings.reports.lines(by: dimension, days: Self.days(months))
            sections.append(
                EarningSection(
                    dimension: dimension,
                    lines: lines.map { line in
                        EarningSection.Line(
                            name: EarningSection.name(of: line.subject, dimension, partners: names),
                            subject: line.subject, sums: line.sums)
                    }))
        }
        return sections
    }
}

/// How many months a report is of, up to the current one.
enum EarningPeriod: Int, CaseIterable {
    case quarter = 3
    case year = 12
    case twoYears = 24

    /// The one that was asked for; a year for anything else.
    init(_ text: String?) { self = text.flatMap { Int($0) }.flatMap(Self.init(rawValue:)) ?? .year }

    var name: String { "The last \(rawValue) months" }
}
