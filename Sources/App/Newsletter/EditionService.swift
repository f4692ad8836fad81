import Audience
import HTTPSupport
import Kernel
import Logging
import ServiceLifecycle

/// Makes editions at their hour and begins to send those whose time has come, until the server stops.
struct EditionService: Service {
    let editions: SiteEditions
    let library: PageLibrary
    let logger: Logger

    private static let interval = Duration.seconds(5)
    /// After which it looks again whether rows of old editions can go.
    private static let keeping = Duration.seconds(3600)

    /// What is handed on from each turn to the next.
    private struct State {
        /// When the last edition began that the kept pages know of.
        var shown: Timestamp?
        /// When rows of old editions were last looked for.
        var kept: ContinuousClock.Instant?
    }

    func run() async throws {
        await Recurring(every: Self.interval, trouble: "The newsletter has to wait", logger: logger)
            .run(from: State()) { state in
                state.shown = try await turn(state.shown)
                guard state.kept.map({ ContinuousClock.now - $0 > Self.keeping }) ?? true else { return }
                try await editions.ledger.condense(at: editions.clock.now())
                state.kept = .now
            }
    }

    /// - Parameter shown: When the last edition began that the kept pages know of.
    /// - Returns: The same for now.
    func turn(_ shown: Timestamp?) async throws -> Timestamp? {
        for id in try await editions.composer.composeDue() {
            logger.info("An edition was made", metadata: ["edition": .string("\(id)")])
        }
        let now = editions.clock.now()
        if try await editions.composer.isOn() {
            for id in try await editions.store.due(at: now) {
                if try await editions.begin(id) {
                    logger.info("An edition goes out", metadata: ["edition": .string("\(id)")])
                }
            }
        }
        let lost = try await editions.ledger.giveUpDead(at: now)
        if lost > 0 {
            logger.error(
                "Nobody knows whether these mails were sent: whoever sent them has died",
                metadata: ["mails": .stringConvertible(lost)])
        }
        // Begun by whichever node.
        let latest = try await editions.store.latestStart()
        if latest != shown { library.forget([Route.newsletter.path, Route.newsletterFeed.path]) }
        return latest
    }
}
