import Commerce
import Logging
import ServiceLifecycle

/// Looks until the server stops whether the rules by which links earn were changed elsewhere, such as on another node.
struct RuleWatch: Service {
    let links: LiveLinks
    let library: PageLibrary
    let logger: Logger

    /// Readers see a change within this time and the one that their page takes.
    private static let interval = Duration.milliseconds(500)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: Self.interval)
                do {
                    if try await links.reloadIfChanged() { library.forgetAll() }
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    logger.error("The rules could not be read", metadata: ["error": .string("\(error)")])
                }
            }
        }
    }
}
