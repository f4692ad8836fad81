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
        await Recurring(
            every: Self.interval, after: Self.interval, trouble: "The rules could not be read", logger: logger
        ).run {
            if try await links.reloadIfChanged() { library.forgetAll() }
        }
    }
}
