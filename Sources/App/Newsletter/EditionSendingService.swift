import Audience
import Kernel
import Logging
import ServiceLifecycle
import Synchronization

/// Sends the editions that have begun, several at the same time and together with whatever other nodes there are, until the server
/// stops; then it ends what is under way and writes it down.
///
/// Editions share the connections: the pool gives each batch its turn, so a daily one to many doesn’t keep a weekly one to few waiting.
final class EditionSendingService: Service {
    private let editions: SiteEditions
    private let sending: EditionSending
    private let transport: EditionTransport
    private let logger: Logger
    private let underWay = Mutex<Set<Edition.ID>>([])

    private static let interval = Duration.seconds(5)
    /// After which it tries again when nothing could be sent to anybody.
    private static let rest = Duration.seconds(60)
    private static let fewestLanes = 2

    init(editions: SiteEditions, sending: EditionSending, transport: EditionTransport, logger: Logger) {
        self.editions = editions
        self.sending = sending
        self.transport = transport
        self.logger = logger
    }

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            try await withThrowingDiscardingTaskGroup { group in
                while true {
                    for id in await self.begun() { group.addTask { await self.send(id) } }
                    try await Task.sleep(for: Self.interval)
                }
            }
        }
        transport.close()
    }

    /// The editions that nobody here is sending yet, which are under way from now on.
    private func begun() async -> [Edition.ID] {
        do {
            let all = try await editions.ledger.sending()
            return underWay.withLock { underWay in all.filter { underWay.insert($0).inserted } }
        } catch {
            tell(error)
            return []
        }
    }

    /// Sends an edition until nothing of it can be sent for now.
    private func send(_ id: Edition.ID) async {
        defer { _ = underWay.withLock { $0.remove(id) } }
        do {
            if try await turn(id) { try await Task.sleep(for: Self.rest) }
        } catch is CancellationError {
        } catch {
            tell(error)
        }
    }

    /// - Returns: Whether nothing of it can be sent now.
    func turn(_ id: Edition.ID) async throws -> Bool {
        // An edition that is being sent after all was resumed, or another one was stopped: it finds out for itself.
        transport.resume()
        let lanes = max(editions.lanes / max(underWay.withLock(\.count), 1), Self.fewestLanes)
        let pass = try await sending.pass(id, lanes: lanes)
        if pass == .finished { logger.info("An edition was sent", metadata: ["edition": .string("\(id)")]) }
        guard let edition = try await editions.store.edition(id)?.edition, edition.state == .paused else {
            return pass == .stuck && !transport.isPaused
        }
        logger.error(
            "Sending an edition was stopped, and goes on when somebody resumes it",
            metadata: ["edition": .string("\(id)"), "reason": .string(edition.halt)])
        return false
    }

    private func tell(_ error: any Error) {
        logger.error("Editions could not be sent on", metadata: ["error": .string("\(error)")])
    }
}
