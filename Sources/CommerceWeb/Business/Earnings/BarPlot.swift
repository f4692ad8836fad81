import Commerce
import Kernel
import Markup

/// Amounts of one currency as bars beside their names; the table that follows it says the same in figures.
struct BarPlot {
    let title: String
    let bars: [(name: String, amount: Money)]

    /// What it shows in a sentence, for whoever can’t see it.
    private var description: String {
        guard let most = bars.max(by: { $0.amount.micros < $1.amount.micros }) else { return "Nothing." }
        return "\(title). Most: \(most.name), \(most.amount.written). The table below has all figures."
    }

    func write(into html: inout HTMLWriter) {
        let least = min(0, bars.map(\.amount.micros).min() ?? 0)
        let most = max(1, bars.map(\.amount.micros).max() ?? 0)
        func share(_ micros: Int64) -> Double { Double(micros - least) / Double(most - least) }
        html.element(.div, .class("bars"), .role("img"), .ariaLabel(description)) { html in
            for bar in bars {
                let (from, to) = (share(min(0, bar.amount.micros)), share(max(0, bar.amount.micros)))
                let sign = bar.amount.micros < 0 ? " class=\"taken\"" : ""
                let rectangle =
                    "<rect\(sign) x=\"\(Self.percent(from))\" width=\"\(Self.percent(to - from))\" height=\"100%\"/>"
                html.element(.div, .class("bar-row")) { html in
                    html.element(.span, .class("bar-name"), text: bar.name)
                    html.raw("<svg>\(rectangle)</svg>".utf8)
                    html.element(.span, .class("bar-value"), text: bar.amount.written)
                }
            }
        }
    }

    /// With two decimals, by whole numbers, so that it doesn’t depend on how numbers are written elsewhere.
    private static func percent(_ share: Double) -> String {
        let hundredths = Int((share * 10_000).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)%"
    }
}

extension HTMLWriter {
    mutating func plot(_ plot: BarPlot) {
        element(.figure, .class("plot")) { plot.write(into: &$0) }
    }
}
