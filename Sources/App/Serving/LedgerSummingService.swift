import Logging
import ServiceLifecycle

/// Sums the days of the advertising ledger that are over, so that reports need not read each of its rows.
struct LedgerSummingService: Service {
    private static let interval = Duration.seconds(900)

    let advertising: SiteAdvertising
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                do {
                    try await advertising.sumDays()
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    // Reports read the rows themselves until it succeeds.
                    logger.error(
                        "Days of the advertising ledger could not be summed", metadata: ["error": .string("\(error)")])
                }
                try await Task.sleep(for: Self.interval)
            }
        }
    }
}
