import Commerce
import Editorial
import Kernel
import Synchronization

/// Knows whether any published article earns a commission now.
///
/// Each page says so, and none can wait for a whole library to be read: the article that was found to earn last is looked at
/// first, and only when it earns no longer are others, the newest first.
final class CommissionWatch: Sendable {
    /// What the answer depends on.
    private struct State: Hashable {
        let day: CalendarDay
        let rules: Int
        let articles: Int
    }

    private struct Memory {
        var answer: (state: State, result: Result<Bool, any Error>)?
        var earning: Slug?
        /// The states about which somebody was left without an answer.
        var waiting: Set<State> = []
    }

    private static let pause = Duration.milliseconds(5)

    private let index: OutboundLinkIndex
    private let links: LiveLinks
    private let clock: any WallClock
    private let patience: Duration
    private let known: @Sendable () -> Void
    private let memory = Mutex(Memory())
    private let search = FlightControl<State, Void>()

    /// - Parameters:
    ///   - patience: How long a page waits for the answer.
    ///   - known: Is called when an answer is there for which a page did not wait.
    init(
        index: OutboundLinkIndex, links: LiveLinks, clock: any WallClock, patience: Duration = .seconds(3),
        known: @escaping @Sendable () -> Void
    ) {
        self.index = index
        self.links = links
        self.clock = clock
        self.patience = patience
        self.known = known
    }

    /// Whether any does; `nil` while that is still being looked for.
    func earns() async throws -> Bool? {
        let state = State(day: clock.now().localDay, rules: links.version, articles: index.version)
        if let earns = try answer(for: state) { return earns }
        let rules = links.rules
        // Goes on when nobody waits any more.
        Task { try await search.result(for: state) { await self.look(state, rules) } }
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            try await Task.sleep(for: Self.pause)
            if let earns = try answer(for: state) { return earns }
        }
        memory.withLock { _ = $0.waiting.insert(state) }
        return try answer(for: state)
    }

    /// - Throws: What went wrong when it was looked for; the next one who asks looks again.
    private func answer(for state: State) throws -> Bool? {
        let result = memory.withLock { memory -> Result<Bool, any Error>? in
            guard let answer = memory.answer, answer.state == state else { return nil }
            if case .failure = answer.result { memory.answer = nil }
            return answer.result
        }
        return try result?.get()
    }

    private func look(_ state: State, _ rules: LiveRules) async {
        let result: Result<Slug?, any Error>
        do {
            result = .success(try await earning(on: state.day, rules))
        } catch {
            result = .failure(error)
        }
        let wasAwaited = memory.withLock { memory in
            memory.answer = (state, result.map { $0 != nil })
            if case .success(let slug) = result { memory.earning = slug }
            return memory.waiting.remove(state) != nil
        }
        if wasAwaited { known() }
    }

    private func earning(on day: CalendarDay, _ rules: LiveRules) async throws -> Slug? {
        guard !rules.isEmpty else { return nil }
        let earns = { (article: LinkingArticle) in
            article.links.contains { rules.match($0.address, on: day) != nil }
        }
        if let last = memory.withLock({ $0.earning }), let article = try await index.article(last), earns(article) {
            return last
        }
        return try await index.first(where: earns)?.slug
    }
}
