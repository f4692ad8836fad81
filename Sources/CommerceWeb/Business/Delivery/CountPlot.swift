import Markup

/// Counts as bars beside their names, with a mark where a plan wants each to be; the table that follows says the same in figures.
struct CountPlot {
    struct Bar {
        let name: String
        let count: Int
        /// `nil` where there is no plan.
        var planned: Double?
    }

    let title: String
    let bars: [Bar]

    /// What it shows in a sentence, for whoever can’t see it.
    private var description: String {
        guard let most = bars.max(by: { $0.count < $1.count }) else { return "Nothing." }
        return "\(title). Most: \(most.name), \(most.count.written). The table below has all figures."
    }

    func write(into html: inout HTMLWriter) {
        let most = max(1, bars.map { max(Double($0.count), $0.planned ?? 0) }.max() ?? 1)
        html.element(.figure, .class("plot")) { html in
            html.element(.div, .class("bars counts"), .role("img"), .ariaLabel(description)) { html in
                for bar in bars {
                    html.element(.div, .class("bar-row")) { html in
                        html.element(.span, .class("bar-name"), text: bar.name)
                        html.raw("<svg>")
                        html.raw("<rect width=\"\(Self.percent(Double(bar.count) / most))\" height=\"100%\"/>".utf8)
                        if let planned = bar.planned, planned > 0 {
                            let place = Self.percent(planned / most)
                            html.raw("<line x1=\"\(place)\" x2=\"\(place)\" y1=\"0\" y2=\"100%\"/>".utf8)
                        }
                        html.raw("</svg>")
                        html.element(.span, .class("bar-value"), text: bar.count.written)
                    }
                }
            }
            if bars.contains(where: { $0.planned != nil }) {
                html.element(.figcaption, .class("hint"), text: "The upright line is what the plan wants.")
            }
        }
    }

    /// With two decimals, by whole numbers, so that it doesn’t depend on how numbers are written elsewhere.
    private static func percent(_ share: Double) -> String {
        let hundredths = Int((share * 10_000).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)%"
    }
}
