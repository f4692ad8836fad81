import Commerce
import Logging
import ServiceLifecycle

/// Keeps the advertising of this server true to the stores while the site is served, and gives back at the end what it holds.
struct AdvertisingService: Service {
    let advertising: SiteAdvertising
    let logger: Logger

    func run() async throws {
        await Recurring(
            every: LiveAdvertising.interval,
            trouble:
                "Advertising could not be read from the database; what was allowed before goes on until it is used up",
            logger: logger
        ).run {
            if try await advertising.live.pulse() { try await advertising.refresh() }
        }
        await advertising.ledger.close()
        do {
            try await advertising.live.close()
        } catch {
            logger.error(
                "What this server may still offer could not be given back; the others take it in ten seconds",
                metadata: ["error": .string("\(error)")])
        }
    }

    /// Tells the operator’s log what could not be written.
    static func teller(_ logger: Logger) -> @Sendable (OfferLedger.Trouble) -> Void {
        { trouble in
            switch trouble {
            case .notWritten(let hits, let reason):
                logger.error(
                    "Views and clicks of advertisements could not be written, and are not billed",
                    metadata: ["hits": .stringConvertible(hits), "error": .string(reason)])
            case .lineIsFull(let hits):
                logger.error(
                    "More views and clicks of advertisements came than could be written; they are not billed",
                    metadata: ["hits": .stringConvertible(hits)])
            }
        }
    }
}
