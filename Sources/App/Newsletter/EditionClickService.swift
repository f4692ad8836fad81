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
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: Self.interval)
                await write(counter.take(by: clock.now()))
            }
        }
        await write(counter.take(by: nil))
    }

    private func write(_ tally: EditionClicks.Tally) async {
        guard !tally.isEmpty else { return }
        do {
            try await clicks.add(tally)
        } catch {
            counter.putBack(tally)
            logger.error("Clicks on the newsletter’s links have to wait", metadata: ["error": .string("\(error)")])
        }
    }
}
