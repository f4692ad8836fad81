package import CoreMetrics
package import Database
package import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore

/// What supervisors and monitoring ask.
package struct HealthController: Sendable {
    private let databases: [any Database]
    private let metrics: PrometheusMetrics
    private let record: @Sendable (any MetricsFactory) -> Void

    /// - Parameter record: Writes down figures of the site when somebody asks for them.
    package init(
        databases: [any Database], metrics: PrometheusMetrics,
        record: @escaping @Sendable (any MetricsFactory) -> Void = { _ in }
    ) {
        self.databases = databases
        self.metrics = metrics
        self.record = record
    }

    func add(to router: Router<ReaderContext>) {
        router.get(RouterPath(Route.alive.path)) { _, _ in Self.text("ok\n") }
        router.get(RouterPath(Route.ready.path)) { _, context in
            do {
                for database in databases {
                    _ = try await database.read { try $0.value(Int.self, "SELECT 1") }
                }
                return Self.text("ready\n")
            } catch {
                context.logger.warning("Not ready", metadata: ["error": .string(String(describing: error))])
                return Self.text("a database cannot be reached\n", status: .serviceUnavailable)
            }
        }
        router.get(RouterPath(Route.metrics.path)) { _, _ in
            ProcessFigures.record(in: metrics)
            record(metrics)
            return Self.text(metrics.exposition, type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    private static func text(
        _ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
