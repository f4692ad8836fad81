import CoreMetrics
import Synchronization

/// One set of labels of a metric.
protocol PrometheusSeries: Sendable {
    /// Its lines in the text format, without line feeds.
    func lines(name: String, labels: String) -> [String]
}

final class CounterSeries: CounterHandler, PrometheusSeries {
    private let count = Atomic<Int64>(0)

    func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }

    func reset() { count.store(0, ordering: .relaxed) }

    func lines(name: String, labels: String) -> [String] {
        ["\(name)\(braced(labels)) \(count.load(ordering: .relaxed))"]
    }
}

final class GaugeSeries: RecorderHandler, MeterHandler, PrometheusSeries {
    private let value = Mutex(0.0)

    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }

    func lines(name: String, labels: String) -> [String] {
        ["\(name)\(braced(labels)) \(value.withLock { $0 })"]
    }
}

final class HistogramSeries: RecorderHandler, TimerHandler, PrometheusSeries {
    private struct State {
        var counts = [Int](repeating: 0, count: HistogramSeries.bounds.count)
        var sum = 0.0
        var count = 0
    }

    /// Upper bounds, 0.1 ms to 10 s when the unit is a second.
    private static let bounds = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

    private let unit: Double
    private let state = Mutex(State())

    init(unit: Double) { self.unit = unit }

    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration)) }

    func record(_ value: Double) {
        let value = value * unit
        state.withLock { state in
            state.sum += value
            state.count += 1
            if let bucket = Self.bounds.firstIndex(where: { value <= $0 }) { state.counts[bucket] += 1 }
        }
    }

    func lines(name: String, labels: String) -> [String] {
        let state = state.withLock { $0 }
        let prefix = labels.isEmpty ? "" : labels + ","
        var total = 0
        var lines: [String] = []
        for (bound, count) in zip(Self.bounds, state.counts) {
            total += count
            lines.append("\(name)_bucket{\(prefix)le=\"\(bound)\"} \(total)")
        }
        lines.append("\(name)_bucket{\(prefix)le=\"+Inf\"} \(state.count)")
        lines.append("\(name)_sum\(braced(labels)) \(state.sum)")
        lines.append("\(name)_count\(braced(labels)) \(state.count)")
        return lines
    }
}

private func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }
