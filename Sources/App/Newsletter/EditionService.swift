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

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var shown: Timestamp?
            while true {
                do {
                    shown = try await turn(shown)
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    logger.error("The newsletter has to wait", metadata: ["error": .string("\(error)")])
                }
                try await Task.sleep(for: Self.interval)
            }
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
                if try await editions.ledger.begin(id, at: now) {
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

/// Sends the editions that have begun, together with whatever other nodes there are, until the server stops; then it ends what is under
/// way and writes it down.
struct EditionSendingService: Service {
    let editions: SiteEditions
    let sending: EditionSending
    let transport: EditionTransport
    let logger: Logger

    private static let interval = Duration.seconds(5)
    /// After which it tries again when nothing could be sent to anybody.
    private static let rest = Duration.seconds(60)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                var isStuck = false
                do {
                    isStuck = try await turn()
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    logger.error("Editions could not be sent on", metadata: ["error": .string("\(error)")])
                }
                try await Task.sleep(for: isStuck ? Self.rest : Self.interval)
            }
        }
        transport.close()
    }

    /// - Returns: Whether nothing can be sent now.
    func turn() async throws -> Bool {
        var isStuck = false
        for id in try await editions.ledger.sending() {
            // An edition that is being sent after all was resumed, or another one was stopped: it finds out for itself.
            transport.resume()
            switch try await sending.pass(id, lanes: editions.lanes) {
            case .finished: logger.info("An edition was sent", metadata: ["edition": .string("\(id)")])
            case .waiting: break
            case .stuck: isStuck = true
            }
            try await tell(id)
        }
        return isStuck
    }

    private func tell(_ id: Edition.ID) async throws {
        guard let progress = try await editions.ledger.progress(of: id), progress.state == .paused else { return }
        logger.error(
            "Sending an edition was stopped, and goes on when somebody resumes it",
            metadata: ["edition": .string("\(id)"), "reason": .string(progress.halt)])
    }
}
