import Commerce
import Logging
import ServiceLifecycle

/// Keeps the ledger of clicks open while the site is served, and at the end writes all that was taken in.
struct ClickLedgerService: Service {
    let ledger: ClickLedger

    func run() async throws {
        try? await gracefulShutdown()
        await ledger.close()
    }

    /// Tells the operator’s log what could not be written.
    static func teller(_ logger: Logger) -> @Sendable (ClickLedger.Trouble) -> Void {
        { trouble in
            switch trouble {
            case .notWritten(let clicks, let reason):
                logger.error(
                    "Clicks could not be written; their readers were sent to the merchant without counting",
                    metadata: ["clicks": .stringConvertible(clicks), "error": .string(reason)])
            case .lineIsFull(let clicks):
                logger.error(
                    "More clicks came than could be written; their readers were sent to the merchant without counting",
                    metadata: ["clicks": .stringConvertible(clicks)])
            }
        }
    }
}
