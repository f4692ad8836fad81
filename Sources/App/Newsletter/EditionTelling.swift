import Audience
import Commerce
import HTTPSupport
import Kernel
import Logging
import ServiceLifecycle

/// Tells the commercial side in which editions an advertisement went out, and in how many mails.
struct EditionTelling: Sendable {
    let store: EditionStore
    let ledger: DeliveryLedger
    let advertising: LetterAdvertising

    /// So long after it began an edition is looked at.
    private static let time = Duration.seconds(3 * 86_400)

    /// Of an edition that has begun; nothing for one without an advertisement.
    func tell(_ id: Edition.ID) async throws {
        guard let edition = try await store.edition(id)?.edition, let begun = edition.started,
            let kept = try await store.fills(of: id), let offer = KeptLetter(kept)?.fills.offer
        else { return }
        let letters = try await ledger.counts(of: [id])[id]?[.sent] ?? 0
        try await advertising.record(
            offer.reference, in: LetterRun(page: Route.edition(id.description).path, begun: begun, letters: letters))
    }

    /// Of those that began lately, but for those of which all is told.
    ///
    /// - Returns: Those of which all is told now.
    func tellAll(but told: Set<Edition.ID>, at now: Timestamp) async throws -> Set<Edition.ID> {
        var told = told
        for edition in try await store.begun(since: now.advanced(by: .zero - Self.time))
        where !told.contains(edition.id) {
            try await tell(edition.id)
            if edition.state != .sending, edition.state != .paused { told.insert(edition.id) }
        }
        return told
    }
}

/// Keeps the commercial side told while the site is served.
struct EditionTellingService: Service {
    let telling: EditionTelling
    let clock: any WallClock
    let logger: Logger

    private static let interval = Duration.seconds(30)

    func run() async throws {
        await Recurring(
            every: Self.interval, trouble: "In how many mails an advertisement went out could not be written down yet",
            logger: logger
        ).run(from: Set<Edition.ID>()) { told in
            told = try await telling.tellAll(but: told, at: clock.now())
        }
    }
}
