import Audience
import AudienceWeb
import Database
import Kernel

/// The links by which editions lead to articles, and the counts of them.
struct SiteEditionClicks: Sendable {
    let clicks: EditionClicks
    let counter = EditionClickCounter()
    let controller: EditionLinkController

    /// - Parameter counts: Whether the publisher wants them counted now.
    init(
        audience: any Database, clock: any WallClock, isBehindProxy: Bool,
        counts: @escaping @Sendable () async throws -> Bool
    ) {
        clicks = EditionClicks(database: audience)
        controller = EditionLinkController(
            clicks: clicks, counter: counter, counts: counts, clock: clock, isBehindProxy: isBehindProxy)
    }
}
