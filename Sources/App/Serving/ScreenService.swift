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
        await Recurring(every: Self.interval, trouble: "The screen of comments goes by what it knew", logger: logger)
            .run(from: discussions.screen.workBits(at: clock.now())) { bits in
                defer { follow(&bits) }
                try await discussions.upkeep.pulse(at: clock.now())
            }
    }

    /// Has pages made anew when their forms ask for other work than before.
    private func follow(_ bits: inout Int?) {
        let now = discussions.screen.workBits(at: clock.now())
        guard now != bits else { return }
        if (now == nil) != (bits == nil) {
            logger.notice(
                now == nil
                    ? "Forms of comments ask for no work any more"
                    : "Many unwanted comments come; forms ask for work")
        }
        bits = now
        library.forgetAll()
    }
}
