import Editorial
import Logging
import ServiceLifecycle

/// Publishes what is scheduled.
struct PublicationSchedule: Sendable {
    let manuscripts: ManuscriptStore

    /// How often it looks: what is due is out within this time and the one that publishing takes.
    static let interval = Duration.seconds(1)
}

/// Looks at the schedule until the server stops; what fell due while it was down is published when it starts.
struct PublicationService: Service {
    let schedule: PublicationSchedule
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                do {
                    try await schedule.manuscripts.publishDue()
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    logger.error("The schedule could not be read", metadata: ["error": .string("\(error)")])
                }
                try await Task.sleep(for: PublicationSchedule.interval)
            }
        }
    }
}
