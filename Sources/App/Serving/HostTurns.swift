/// Asks each host for one thing at a time, with a moment of rest after it, whoever wants to ask.
actor HostTurns {
    private let pause: Duration
    private let clock = ContinuousClock()
    private var busy: Set<String> = []
    private var next: [String: ContinuousClock.Instant] = [:]

    /// How long to wait before looking again whether a host that is being asked has answered.
    private static let patience = Duration.milliseconds(100)

    init(pause: Duration) { self.pause = pause }

    /// Runs `ask` when it is the turn of this host.
    ///
    /// - Throws: `CancellationError`.
    nonisolated func take<Answer: Sendable>(
        at address: String, _ ask: @Sendable () async -> Answer
    ) async throws -> Answer {
        let host = Self.host(of: address)
        try await begin(host)
        let answer = await ask()
        await end(host)
        return answer
    }

    private func begin(_ host: String) async throws {
        while true {
            try Task.checkCancellation()
            let now = clock.now
            next = next.filter { $0.value > now }
            if busy.contains(host) {
                try await clock.sleep(for: Self.patience)
            } else if let turn = next[host] {
                try await clock.sleep(until: turn)
            } else {
                busy.insert(host)
                return
            }
        }
    }

    private func end(_ host: String) {
        busy.remove(host)
        next[host] = clock.now.advanced(by: pause)
    }

    /// What there is between `//` and the path, without a port; only a name for whose turn it is.
    private static func host(of address: String) -> String {
        let rest = address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true).dropFirst().first ?? ""
        return rest.prefix { $0 != ":" && $0 != "?" && $0 != "#" }.lowercased()
    }
}
