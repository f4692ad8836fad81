import Editorial
import Kernel
import Logging
import ServiceLifecycle

/// Checks until the server stops whether sources can still be read, a few at a time.
struct SourceInspectionService: Service {
    let inspector: SourceInspector
    let clock: any WallClock
    let logger: Logger
    /// How long it waits before it begins, so that a server that is started again and again asks nobody.
    var delay = Duration.seconds(30)
    /// How long it waits when nothing is due.
    var rest = Duration.seconds(60)

    /// How many sources are asked for at a time.
    static let atATime = 8
    /// What is not finished by then may be checked by another node.
    static let lease = Duration.seconds(600)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            try await Task.sleep(for: delay)
            while true {
                var checked = 0
                do {
                    let report = try await inspector.inspectDue(at: clock.now())
                    checked = report.checked
                    tell(report)
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    logger.error("Sources could not be checked", metadata: ["error": .string("\(error)")])
                }
                try await Task.sleep(for: checked == 0 ? rest : .seconds(1))
            }
        }
    }

    private func tell(_ report: SourceInspector.Report) {
        if report.isAlone { logger.warning("No source answered; is this machine’s network up?") }
        for (message, slugs) in [
            ("A source is gone", report.died), ("A source is out of reach", report.becameUnreachable),
            ("A source is there again", report.recovered),
        ] {
            for slug in slugs { logger.notice("\(message)", metadata: ["source": .string(slug.description)]) }
        }
    }
}
