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
        await Recurring(
            every: PublicationSchedule.interval, trouble: "The schedule could not be read", logger: logger
        ).run {
            try await schedule.manuscripts.publishDue()
        }
    }
}
