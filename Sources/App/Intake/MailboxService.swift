import Logging
import MailIntake
import ServiceLifecycle

/// Fetches mail that comes back from a mailbox, for as long as the site is served.
struct MailboxService: Service {
    private let fetcher: MailboxFetcher
    private let room: MailRoom
    private let logger: Logger

    private static let interval = Duration.seconds(300)

    init(_ server: MailboxServer, room: MailRoom, logger: Logger) {
        fetcher = MailboxFetcher(server: server)
        self.room = room
        self.logger = logger
    }

    func run() async throws {
        await Recurring(every: Self.interval, trouble: "The mailbox could not be fetched", logger: logger)
            .run { try await turn() }
    }

    /// Opens what there is, and leaves it there when that fails.
    ///
    /// - Returns: How many mails there were.
    @discardableResult
    func turn() async throws -> Int { try await fetcher.fetch { try await room.takeFetched($0) } }
}
