import Commerce
import Kernel
import Markup

/// Tells how the revenue divides between advertising and commissions, where both are recorded.
struct RevenueStatement {
    /// Quarters that have ended.
    private static let quarters = 8

    let sources: [any RevenueSource]
    let today: CalendarDay

    func splits() async throws -> [RevenueSplit] {
        guard Set(sources.map(\.kind)).count == Revenue.Kind.allCases.count else { return [] }
        let current = RevenueSplit.quarter(of: today)
        var first = current
        for _ in 0..<(Self.quarters * 3) { first = first.previous }
        var revenue: [Revenue] = []
        for source in sources { revenue += try await source.revenue(days: first.first...current.previous.last) }
        return RevenueSplit.splits(of: revenue)
    }

    func write(_ splits: [RevenueSplit], into html: inout HTMLWriter) {
        let kinds = Set(sources.map(\.kind))
        guard kinds.count == Revenue.Kind.allCases.count else {
            let names = kinds.map(\.rawValue).sorted().joined(separator: " and ")
            return html.element(
                .p,
                text: """
                    How the revenue divides between advertising and commissions can’t be told yet: the program records \
                    \(names.isEmpty ? "neither" : "only \(names)") so far.
                    """)
        }
        html.element(.h3, text: "How the revenue divides")
        guard !splits.isEmpty else {
            return html.element(.p, text: "No revenue was recorded for a quarter that has ended.")
        }
        html.element(.table) { html in
            html.element(
                .caption,
                text: """
                    Shares of the revenue of each quarter, by the day of the sale or the advertisement. Advertising is what was \
                    counted of advertisements at the agreed prices, less what was given back; what sponsored articles cost beside that \
                    isn’t recorded here. Commissions that are still pending are left out.
                    """)
            html.element(.thead) { html in
                html.element(.tr) { html in
                    for name in ["Quarter", "Currency", "Advertising", "Commissions"] {
                        html.element(.th, .scope("col"), text: name)
                    }
                }
            }
            html.element(.tbody) { html in
                for split in splits {
                    html.element(.tr) { html in
                        html.element(.th, .scope("row"), text: split.written)
                        html.element(.td, text: split.currency.code)
                        html.element(.td, text: "\(split.advertising) %")
                        html.element(.td, text: "\(split.commissions) %")
                    }
                }
            }
        }
    }
}
