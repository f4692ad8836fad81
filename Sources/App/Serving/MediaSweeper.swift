import Editorial
import Kernel
import Logging
import ServiceLifecycle

/// Removes files of the media folder that no image names, at the start and once a day.
struct MediaSweeper: Service {
    let media: MediaStore
    let clock: any WallClock
    let logger: Logger

    /// No upload takes as long.
    private static let age = Duration.seconds(3600)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                await sweep()
                try await Task.sleep(for: .seconds(86_400))
            }
        }
    }

    private func sweep() async {
        do {
            let count = try await media.sweep(olderThan: clock.now().advanced(by: .zero - Self.age))
            if count > 0 { logger.info("removed files of no image", metadata: ["count": "\(count)"]) }
        } catch {
            logger.error("the media folder could not be swept", metadata: ["error": "\(error)"])
        }
    }
}
