import Kernel
import Logging
import ServiceLifecycle

/// Removes files of a folder that nothing names, at the start and once a day.
struct MediaSweeper: Service {
    private let thing: String
    private let clock: any WallClock
    private let logger: Logger
    private let sweep: @Sendable (Timestamp) async throws -> Int

    /// No upload takes as long.
    private static let age = Duration.seconds(3600)

    /// - Parameters:
    ///   - thing: What the files are of, such as “an image”, for the log.
    ///   - sweep: Removes what was last written before a moment, and tells how many files that were.
    init(
        of thing: String, clock: any WallClock, logger: Logger,
        sweep: @escaping @Sendable (_ olderThan: Timestamp) async throws -> Int
    ) {
        self.thing = thing
        self.clock = clock
        self.logger = logger
        self.sweep = sweep
    }

    func run() async throws {
        await Recurring(every: .seconds(86_400), trouble: "files without \(thing) could not be swept", logger: logger)
            .run {
                let count = try await sweep(clock.now().advanced(by: .zero - Self.age))
                if count > 0 { logger.info("removed files without \(thing)", metadata: ["count": "\(count)"]) }
            }
    }
}
