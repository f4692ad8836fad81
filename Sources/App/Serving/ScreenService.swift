import Audience
import Kernel
import Logging
import ServiceLifecycle

/// Keeps the screen of comments in step with what moderators do and with other nodes, until the server stops.
///
/// When many comments begin to come that nobody wants, and when they end, pages are made anew: their forms ask for work.
struct ScreenService: Service {
    let discussions: SiteDiscussions
    let library: PageLibrary
    let clock: any WallClock
    let logger: Logger

    private static let interval = Duration.seconds(2)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var bits = discussions.screen.workBits(at: clock.now())
            while true {
                do {
                    try await discussions.upkeep.pulse(at: clock.now())
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    logger.error(
                        "The screen of comments goes by what it knew", metadata: ["error": .string("\(error)")])
                }
                let now = discussions.screen.workBits(at: clock.now())
                if now != bits {
                    if (now == nil) != (bits == nil) {
                        logger.notice(
                            now == nil
                                ? "Forms of comments ask for no work any more"
                                : "Many unwanted comments come; forms ask for work")
                    }
                    bits = now
                    library.forgetAll()
                }
                try await Task.sleep(for: Self.interval)
            }
        }
    }
}
