import Audience
import AudienceWeb
import Kernel
import Logging
import ServiceLifecycle

/// Writes down how often links of editions were followed, some at a time, until the server stops.
struct EditionClickService: Service {
    let counter: EditionClickCounter
    let clicks: EditionClicks
    let clock: any WallClock
    let logger: Logger

    private static let interval = Duration.seconds(5)

    func run() async throws {
        await Recurring(
            every: Self.interval, after: Self.interval, trouble: "Clicks on the newsletter’s links have to wait",
            logger: logger
        ).run {
            try await write(counter.take(by: clock.now()))
        }
        do {
            try await write(counter.take(by: nil))
        } catch {
            logger.error("Clicks on the newsletter’s links are lost", metadata: ["error": .string("\(error)")])
        }
    }

    private func write(_ tally: EditionClicks.Tally) async throws {
        guard !tally.isEmpty else { return }
        do {
            try await clicks.add(tally)
        } catch {
            counter.putBack(tally)
            throw error
        }
    }
}
