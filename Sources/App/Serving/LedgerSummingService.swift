import Logging
import ServiceLifecycle

/// Sums the days of the advertising ledger that are over, so that reports need not read each of its rows.
struct LedgerSummingService: Service {
    private static let interval = Duration.seconds(900)

    let advertising: SiteAdvertising
    let logger: Logger

    func run() async throws {
        // Reports read the rows themselves until it succeeds.
        await Recurring(
            every: Self.interval, trouble: "Days of the advertising ledger could not be summed", logger: logger
        ).run {
            try await advertising.sumDays()
        }
    }
}
