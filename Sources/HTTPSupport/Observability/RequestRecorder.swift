package import CoreMetrics
import Kernel
import Synchronization

/// Counts answered requests by status and, when asked to, writes a line for each.
package final class RequestRecorder: RequestObserver {
    private let counters: Mutex<[Int: any CounterHandler]>
    private let ok: any CounterHandler
    private let metrics: any MetricsFactory
    private let log: RequestLog?

    package init(metrics: any MetricsFactory, log: RequestLog?) {
        self.metrics = metrics
        self.log = log
        ok = Self.counter(for: 200, in: metrics)
        counters = Mutex([200: ok])
    }

    package func answered(_ request: ObservedRequest) {
        if request.status == 200 {
            ok.increment(by: 1)
        } else {
            let counter = counters.withLock { counters in
                if let known = counters[request.status] { return known }
                let made = Self.counter(for: request.status, in: metrics)
                counters[request.status] = made
                return made
            }
            counter.increment(by: 1)
        }
        log?.write(request)
    }

    private static func counter(for status: Int, in metrics: any MetricsFactory) -> any CounterHandler {
        metrics.makeCounter(label: "masthead_http_requests_total", dimensions: [("status", String(status))])
    }
}
