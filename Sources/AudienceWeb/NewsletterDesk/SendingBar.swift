import Audience
import Kernel
import Markup

/// How far an edition has come, as a bar and in a line.
struct SendingBar {
    let progress: SendingProgress

    /// As counted when sending began; fewer, when some left in between.
    var total: Int { max(progress.audience, progress.counts.values.reduce(0, +)) }

    /// Those whose turn hasn’t come.
    var untouched: Int { total - progress.counts.values.reduce(0, +) }

    private static let parts: [(state: Delivery.State, style: String)] = [
        (.sent, "sent"), (.skipped, "skipped"), (.failed, "failed"), (.uncertain, "uncertain"),
    ]

    func write(into html: inout HTMLWriter) {
        let percent = total == 0 ? 0 : progress.settled * 100 / total
        html.element(
            .div, .class("sending-bar"), .role("img"),
            .ariaLabel("\(percent) per cent: \(progress.settled.grouped) of \(total.grouped) settled")
        ) { html in
            html.raw("<svg>")
            var start = 0
            for part in Self.parts {
                let count = progress.counts[part.state] ?? 0
                guard count > 0 else { continue }
                html.raw(
                    """
                    <rect class="\(part.style)" x="\(share(start))" width="\(share(count))" height="100%"/>
                    """.utf8)
                start += count
            }
            html.raw("</svg>")
        }
    }

    /// With two decimals, by whole numbers, so that it doesn’t depend on how numbers are written elsewhere.
    private func share(_ count: Int) -> String {
        let hundredths = total == 0 ? 0 : count * 10_000 / total
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)%"
    }

    func summary(at now: Timestamp) -> String {
        var parts = ["\(progress.settled.grouped) of \(total.grouped)"]
        if progress.state == .sending {
            if let rate = progress.rate(at: now) { parts.append(Self.words(ofRate: rate)) }
            if let rest = progress.remaining(at: now) { parts.append(Self.words(ofRest: rest)) }
        }
        return parts.joined(separator: " · ")
    }

    private static func words(ofRest rest: Duration) -> String {
        rest < .seconds(60) ? "less than a minute left" : "about \(rest.roughly) left"
    }

    static func words(ofRate rate: Double) -> String {
        if rate >= 10 { return "\(Int(rate.rounded()).grouped) a second" }
        if rate >= 1 {
            let tenths = Int((rate * 10).rounded())
            return "\(tenths / 10).\(tenths % 10) a second"
        }
        return "\(max(1, Int((rate * 60).rounded()))) a minute"
    }
}
