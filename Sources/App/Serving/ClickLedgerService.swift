import Commerce
import Logging
import ServiceLifecycle

/// Keeps the ledger of clicks open while the site is served, has it make rows of them, and at the end writes all that was
/// taken in.
struct ClickLedgerService: Service {
    let ledger: ClickLedger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                await ledger.post()
                try await Task.sleep(for: .seconds(1) / ClickLedger.postsPerSecond)
            }
        }
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
            case .notPosted(let reason):
                logger.error(
                    "Clicks stay in the journal until the database takes them", metadata: ["error": .string(reason)])
            case .refused(let click, let reason):
                logger.error(
                    "The database refuses a click, which is not counted",
                    metadata: [
                        "click": .stringConvertible(click.id), "link": .stringConvertible(click.link),
                        "error": .string(reason),
                    ])
            }
        }
    }
}
