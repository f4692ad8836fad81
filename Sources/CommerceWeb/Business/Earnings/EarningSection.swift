import Commerce
import Kernel
import Tables

/// Sums by one thing, with the names that people know it by.
struct EarningSection {
    struct Line {
        let name: String
        let subject: String?
        let sums: EarningSums
    }

    let dimension: EarningReports.Dimension
    let lines: [Line]

    func lines(in currency: Currency) -> [Line] { lines.filter { $0.sums.currency == currency } }

    static func name(
        of subject: String?, _ dimension: EarningReports.Dimension, partners: [String: String]
    ) -> String {
        guard let subject else { return "Not matched" }
        return switch dimension {
        case .month: CalendarMonth(subject)?.written ?? subject
        case .partner: partners[subject] ?? subject
        case .article: subject
        case .place: OutboundLink.Place(rawValue: subject)?.name ?? subject
        case .network: Network(rawValue: subject)?.name ?? subject
        }
    }
}

extension EarningReports.Dimension {
    /// As the head of a column.
    var heading: String {
        switch self {
        case .month: "Month"
        case .partner: "Partner"
        case .article: "Article"
        case .place: "Place"
        case .network: "Network"
        }
    }
}

extension OutboundLink.Place {
    fileprivate var name: String {
        switch self {
        case .text: "In the text"
        case .source: "In the sources"
        case .feed: "In feeds"
        case .letter: "In the newsletter’s mails"
        }
    }
}

/// What a spreadsheet gets: each sum by each thing that they are told apart by.
enum EarningTable {
    static func table(of sections: [EarningSection]) -> CommaSeparatedTable {
        let heading = [
            "By", "Subject", "Currency", "Transactions", "Taken back", "Pending", "Approved", "Paid", "Together",
        ]
        return CommaSeparatedTable(
            rows: [heading]
                + sections.flatMap { section in
                    section.lines.map { line in
                        let sums = line.sums
                        return [
                            section.dimension.heading, line.subject ?? "", sums.currency.code, String(sums.count),
                            String(sums.count(.reversed)), sums.commission(.pending).decimal,
                            sums.commission(.approved).decimal, sums.commission(.paid).decimal,
                            sums.commission.decimal,
                        ]
                    }
                })
    }
}
