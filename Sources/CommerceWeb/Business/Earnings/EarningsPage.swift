import Commerce
import HTTPSupport
import Kernel
import Markup

/// What commissions came to in a number of months: each currency by itself.
struct EarningsPage {
    let period: EarningPeriod
    let months: [CalendarMonth]
    let sections: [EarningSection]
    let matching: (unmatched: Int, notOurs: Int)

    /// Of partners and articles; the file has all.
    private static let mostRows = 50
    private static let mostBars = 12

    private var currencies: [Currency] { Set(sections.flatMap { $0.lines.map(\.sums.currency) }).sorted() }

    var page: OfficePage {
        OfficePage(title: "Earnings", area: .business, place: .earnings, isWide: true) { html in
            html.element(.h1, text: "Earnings")
            html.earningPlaces(.earnings)
            html.element(
                .p, .class("hint"),
                text: """
                    Commissions, as the networks report them. Each transaction counts once, by the last state that is \
                    known of it, in the month in which it was made. Currencies are never added together.
                    """)
            html.element(.form, .class("filter"), .action(OfficeRoute.earnings.path)) { html in
                html.choice(
                    "Period", name: "months", value: String(period.rawValue),
                    options: EarningPeriod.allCases.map { (String($0.rawValue), $0.name) }, state: FormState())
                html.element(.button, text: "Show")
            }
            writeMatching(into: &html)
            if currencies.isEmpty {
                html.element(.p, .class("empty")) { html in
                    html.text("No sale was reported for these months. ")
                    html.element(.a, .href(OfficeRoute.earningImports.path), text: "Import a network’s report")
                }
            }
            for currency in currencies { write(currency, into: &html) }
            html.element(.p, .class("pages")) { html in
                html.element(
                    .a, .href("\(OfficeRoute.earningFile.path)?months=\(period.rawValue)"),
                    text: "Save these sums as CSV")
            }
        }
    }

    private func writeMatching(into html: inout HTMLWriter) {
        guard matching.unmatched > 0 || matching.notOurs > 0 else { return }
        html.element(.p) { html in
            if matching.unmatched > 0 {
                html.element(
                    .a, .href(OfficeRoute.unmatchedEarnings.path),
                    text: matching.unmatched == 1
                        ? "One transaction is not matched" : "\(matching.unmatched) transactions are not matched")
                html.text(" with a programme and an article. They count here all the same. ")
            }
            if matching.notOurs > 0 {
                html.text("\(matching.notOurs) that somebody said are not this site’s are left out.")
            }
        }
    }

    private func write(_ currency: Currency, into html: inout HTMLWriter) {
        html.element(.h2, .id(currency.code.lowercased()), text: "In \(currency)")
        for section in sections {
            var lines = section.lines(in: currency)
            if section.dimension == .month { lines = everyMonth(lines, currency) }
            html.element(.h3, text: "By \(section.dimension.heading.lowercased())")
            let bars = lines.prefix(section.dimension == .month ? lines.count : Self.mostBars)
            html.plot(
                BarPlot(
                    title: "Commission by \(section.dimension.heading.lowercased()), in \(currency)",
                    bars: bars.map { ($0.name, $0.sums.commission) }))
            html.sums(section.dimension.heading, Array(lines.prefix(Self.mostRows)), in: currency)
            if lines.count > Self.mostRows {
                html.element(
                    .p, .class("hint"),
                    text: "The \(Self.mostRows) that earned most of \(lines.count); the file has all.")
            }
        }
    }

    /// With the months in which nothing was sold.
    private func everyMonth(_ lines: [EarningSection.Line], _ currency: Currency) -> [EarningSection.Line] {
        let known = Dictionary(lines.map { ($0.subject ?? "", $0) }) { first, _ in first }
        return months.reversed().map { month in
            known[month.description]
                ?? .init(name: month.written, subject: month.description, sums: EarningSums(currency))
        }
    }
}

extension HTMLWriter {
    /// The pages about earnings.
    mutating func earningPlaces(_ current: OfficeRoute) {
        let places: [(OfficeRoute, String)] = [
            (.earnings, "Sums"), (.earningImports, "Reports"), (.unmatchedEarnings, "Not matched"),
            (.reconciliation, "Clicks compared"), (.postbacks, "Postbacks"),
        ]
        element(.nav, .class("subplaces"), .ariaLabel("Earnings")) { html in
            html.element(.ul) { html in
                for (route, name) in places {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(route.path), route == current ? .ariaCurrent("page") : nil, text: name)
                    }
                }
            }
        }
    }

    /// A table of sums, with a row for each subject.
    fileprivate mutating func sums(_ heading: String, _ lines: [EarningSection.Line], in currency: Currency) {
        let label = "Commission by \(heading.lowercased()), in \(currency)"
        element(.div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel(label)) { html in
            html.element(.table, .class("clicks")) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for name in [heading, "Transactions", "Taken back", "Pending", "Approved", "Paid", "Together"] {
                            html.element(.th, .scope("col"), text: name)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for line in lines {
                        html.element(.tr) { html in
                            html.element(.th, .scope("row"), text: line.name)
                            html.element(.td, text: String(line.sums.count))
                            html.element(.td, text: String(line.sums.count(.reversed)))
                            for status in [Conversion.Status.pending, .approved, .paid] {
                                html.element(.td, text: line.sums.commission(status).written)
                            }
                            html.element(.td) { $0.element(.strong, text: line.sums.commission.written) }
                        }
                    }
                }
            }
        }
    }
}
