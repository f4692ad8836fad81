import Commerce
import Kernel
import Markup

/// Amounts of one currency as bars beside their names; the table that follows it says the same in figures.
struct BarPlot {
    let id: String
    let title: String
    let bars: [(name: String, amount: Money)]

    private static let width = 640
    private static let row = 26
    private static let names = 190
    private static let values = 120

    /// What it shows in a sentence, for whoever can’t see it.
    private var description: String {
        guard let most = bars.max(by: { $0.amount.micros < $1.amount.micros }) else { return "Nothing." }
        return "Most: \(most.name), \(most.amount.written). The table below has all figures."
    }

    func write(into html: inout HTMLWriter) {
        let height = bars.count * Self.row + 8
        html.raw("<svg viewBox=\"0 0 \(Self.width) \(height)\" role=\"img\"".utf8)
        html.raw(" aria-labelledby=\"plot-\(id)-title plot-\(id)-desc\"><title id=\"plot-\(id)-title\">".utf8)
        html.text(title)
        html.raw("</title><desc id=\"plot-\(id)-desc\">".utf8)
        html.text(description)
        html.raw("</desc>")
        let span = Self.width - Self.names - Self.values
        let least = min(0, bars.map(\.amount.micros).min() ?? 0)
        let most = max(1, bars.map(\.amount.micros).max() ?? 0)
        func x(_ micros: Int64) -> Int {
            Self.names + Int((Double(micros - least) / Double(most - least) * Double(span)).rounded())
        }
        for (number, bar) in bars.enumerated() {
            let top = number * Self.row + 4
            let middle = top + 17
            html.raw("<text class=\"name\" x=\"\(Self.names - 10)\" y=\"\(middle)\">".utf8)
            html.text(Self.short(bar.name))
            html.raw("</text>")
            let (from, to) = (min(x(0), x(bar.amount.micros)), max(x(0), x(bar.amount.micros)))
            let sign = bar.amount.micros < 0 ? " class=\"taken\"" : ""
            html.raw("<rect\(sign) x=\"\(from)\" y=\"\(top + 3)\" width=\"\(to - from)\" height=\"18\"/>".utf8)
            html.raw("<text x=\"\(to + 6)\" y=\"\(middle)\">".utf8)
            html.text(bar.amount.written)
            html.raw("</text>")
        }
        html.raw("<line x1=\"\(x(0))\" y1=\"0\" x2=\"\(x(0))\" y2=\"\(height)\"/></svg>".utf8)
    }

    private static func short(_ name: String) -> String { name.count <= 24 ? name : "\(name.prefix(23))…" }
}

extension HTMLWriter {
    /// A plot under its title.
    mutating func plot(_ plot: BarPlot) {
        element(.figure, .class("plot")) { html in
            html.element(.figcaption, text: plot.title)
            html.element(.div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel(plot.title)) { html in
                plot.write(into: &html)
            }
        }
    }
}
