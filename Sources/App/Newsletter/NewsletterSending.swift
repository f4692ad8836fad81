package import Audience
import Kernel

/// Sends an edition for the command, and tells how far it has come.
package struct NewsletterSending: Sendable {
    /// How far it is, for a terminal.
    package struct State: Sendable, Hashable {
        /// From 0 to 1; `nil` when nobody is to get it.
        package let share: Double?
        package let text: String
    }

    package struct Summary: Sendable, Hashable {
        package let lines: [String]
        package let isSent: Bool
    }

    private let editions: SiteEditions
    private let sending: EditionSending
    private let transport: EditionTransport

    /// After which it looks again when everything that is left waits.
    private static let pause = Duration.seconds(1)

    /// - Parameter lease: How long others wait for this process when it dies; `nil` for as long as usual.
    /// - Throws: ``Problem`` when the site sends no mail.
    package init(_ site: Site, lease: Duration? = nil) throws {
        editions = site.editions
        guard let transport = editions.transport, let sending = editions.sending(lease: lease) else {
            throw SiteEditions.noServer
        }
        self.transport = transport
        self.sending = sending
    }

    /// Finds or makes an edition, and begins to send it.
    ///
    /// - Parameter name: Such as `2026-11-26`; `nil` for the one of today.
    /// - Throws: ``Problem`` when there is none, nothing is new, or it was sent or cancelled already.
    package func prepare(_ name: String?, weekly: Bool = false) async throws -> Edition.ID {
        let id = try await self.id(name, weekly: weekly)
        if name == nil, try await !editions.store.isThere(id) {
            // An edition without news would keep that day’s from being made.
            guard try await editions.composer.preview(id) != nil else { throw Self.noNews(id) }
            _ = try await editions.composer.compose(id)
        }
        guard let composed = try await editions.store.edition(id) else {
            throw Problem(
                .notFound, slug: "edition-unknown", title: "There is no edition “\(id)”",
                detail: "Without a name, the one of today is made and sent.")
        }
        let now = editions.clock.now()
        switch composed.edition.state {
        case .draft:
            try await editions.store.approve(id, version: composed.edition.version)
            try await begin(id)
        case .scheduled: try await begin(id)
        case .paused: try await editions.ledger.resume(id, at: now)
        case .sending: break
        case .nothing: throw Self.noNews(id)
        case .sent, .cancelled:
            throw Problem(
                .conflict, slug: "edition-over", title: "Edition \(id) is over",
                detail: composed.edition.state == .sent ? "It was sent." : "It was cancelled.")
        }
        return id
    }

    private func begin(_ id: Edition.ID) async throws {
        guard try await editions.begin(id) else {
            throw Problem(
                .conflict, slug: "edition-outdated", title: "Edition \(id) has changed in the meantime",
                detail: "Somebody was quicker. Try again.")
        }
    }

    private static func noNews(_ id: Edition.ID) -> Problem {
        Problem(
            .conflict, slug: "edition-empty", title: "There is no news",
            detail: "Nothing was published, updated or corrected, so edition \(id) is not sent.")
    }

    private func id(_ name: String?, weekly: Bool) async throws -> Edition.ID {
        guard let name else { return try await editions.composer.today(weekly ? .weekly : .daily) }
        guard let id = Edition.ID(name), !weekly || id.rhythm == .weekly else {
            throw Problem(
                .invalid, slug: "option-unknown", title: "“\(name.prefix(60))” names no edition",
                detail: "Write it as 2026-11-26, or 2026-11-26-week.")
        }
        return id
    }

    /// Sends until the edition is over, somebody pauses it, or the command is to stop, which pauses it.
    ///
    /// - Parameters:
    ///   - stop: Returns when the command is to stop.
    ///   - told: Is told now and then how far it is.
    package func run(
        _ id: Edition.ID, stop: @escaping @Sendable () async -> Void, told: @escaping @Sendable (State) -> Void
    ) async throws -> Summary {
        let isStopped = try await withThrowingTaskGroup(of: Bool?.self) { group in
            group.addTask {
                await stop()
                return Task.isCancelled ? nil : true
            }
            group.addTask {
                try await send(id)
                return false
            }
            group.addTask {
                try await tell(id, told)
                return nil
            }
            var isStopped = false
            for try await result in group {
                guard let result else { continue }
                isStopped = isStopped || result
                group.cancelAll()
            }
            return isStopped
        }
        transport.close()
        try? await editions.telling.tell(id)
        if isStopped {
            try await editions.ledger.pause(id, because: "Stopped at the terminal.", at: editions.clock.now())
        }
        guard let progress = try await editions.ledger.progress(of: id) else {
            return Summary(lines: ["Edition \(id) is gone."], isSent: false)
        }
        return summary(of: id, progress)
    }

    /// Until nothing is left, or somebody paused or cancelled it.
    private func send(_ id: Edition.ID) async throws {
        while !Task.isCancelled {
            try await editions.ledger.giveUpDead(at: editions.clock.now())
            if try await sending.pass(id, lanes: editions.lanes) == .finished { return }
            guard !Task.isCancelled, try await editions.ledger.progress(of: id)?.state == .sending else { return }
            try await Task.sleep(for: Self.pause)
        }
    }

    private func tell(_ id: Edition.ID, _ told: @Sendable (State) -> Void) async throws {
        let watch = ContinuousClock()
        while !Task.isCancelled {
            let begin = watch.now
            if let progress = try? await editions.ledger.progress(of: id) { told(state(of: progress)) }
            // Counting many takes a while, and the sending goes first.
            do { try await Task.sleep(for: max(.seconds(1), (watch.now - begin) * 20)) } catch { return }
        }
    }

    private func state(of progress: SendingProgress) -> State {
        let now = editions.clock.now()
        var words = ["\(progress.settled) of \(progress.audience)"]
        if let rate = progress.rate(at: now) { words.append("\(Int(rate.rounded())) a second") }
        if let rest = progress.remaining(at: now) { words.append("\(Self.written(rest)) left") }
        words += Self.counts(progress, [.pending, .failed, .uncertain])
        if let reason = progress.reasons.first { words.append("\(reason.count) × \(reason.text.prefix(60))") }
        let share = progress.audience == 0 ? nil : min(1, Double(progress.settled) / Double(progress.audience))
        return State(share: share, text: words.joined(separator: " · "))
    }

    private func summary(of id: Edition.ID, _ progress: SendingProgress) -> Summary {
        let state =
            switch progress.state {
            case .sent: "was sent"
            case .paused: "is paused: \(progress.halt)"
            case .cancelled: "was cancelled"
            case .sending: "is being sent"
            case .draft, .scheduled, .nothing: "is not being sent"
            }
        let counts = Self.counts(progress, [.sent, .pending, .failed, .uncertain, .skipped])
        let lines =
            ["Edition \(id) \(state)", (["for \(progress.audience)"] + counts).joined(separator: ", ")]
            + progress.reasons.map { "\($0.count) \(Self.word($0.state)): \($0.text)" }
        return Summary(lines: lines, isSent: progress.state == .sent)
    }

    private static func counts(_ progress: SendingProgress, _ states: [Delivery.State]) -> [String] {
        states.compactMap { state in progress.counts[state].map { "\($0) \(word(state))" } }
    }

    private static func word(_ state: Delivery.State) -> String {
        switch state {
        case .pending: "put off"
        case .sending: "on their way"
        case .sent: "sent"
        case .failed: "failed"
        case .uncertain: "uncertain"
        case .skipped: "passed over"
        }
    }

    private static func written(_ time: Duration) -> String {
        let seconds = Int(time.components.seconds)
        switch seconds {
        case ..<120: return "\(max(seconds, 1)) s"
        case ..<7200: return "\(seconds / 60) min"
        default: return "\(seconds / 3600) h"
        }
    }
}
