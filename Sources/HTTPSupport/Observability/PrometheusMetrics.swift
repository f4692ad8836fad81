package import CoreMetrics
import Synchronization

/// Keeps metrics in memory and prints them in the Prometheus text format, version 0.0.4.
package final class PrometheusMetrics: MetricsFactory, Sendable {
    private struct Family {
        let kind: String
        var series: [String: any PrometheusSeries] = [:]
    }

    private let families = Mutex<[String: Family]>([:])

    package init() {}

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, kind: "counter") { CounterSeries() }
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if aggregate {
            series(label, dimensions, kind: "histogram") { HistogramSeries(unit: 1) }
        } else {
            series(label, dimensions, kind: "gauge") { GaugeSeries() }
        }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions, kind: "gauge") { GaugeSeries() }
    }

    /// Timers are histograms in seconds, as Prometheus recommends; name them `…_seconds`.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, kind: "histogram") { HistogramSeries(unit: 1e-9) }
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// All metrics, by name.
    package var exposition: String {
        families.withLock { families in
            families.sorted { $0.key < $1.key }.map { name, family in
                let lines = family.series.sorted { $0.key < $1.key }
                    .flatMap { labels, series in series.lines(name: name, labels: labels) }
                return "# TYPE \(name) \(family.kind)\n" + lines.map { $0 + "\n" }.joined()
            }.joined()
        }
    }

    private func series<Series: PrometheusSeries>(
        _ label: String, _ dimensions: [(String, String)], kind: String, make: () -> Series
    ) -> Series {
        let name = String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" })
        let labels = dimensions.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
        return families.withLock { families in
            if let known = families[name]?.series[labels] as? Series { return known }
            let made = make()
            families[name, default: Family(kind: kind)].series[labels] = made
            return made
        }
    }

    private static func escaped(_ value: String) -> String {
        var result = ""
        for character in value {
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
        return result
    }
}
