import Editorial
import WebClient

/// Asks for sources’ addresses over the web.
struct WebSourceProbe: SourceProbe {
    private let client: WebClient
    private let turns: HostTurns

    /// - Parameters:
    ///   - pause: Between two requests to one host.
    init(client: WebClient, pause: Duration = .seconds(5)) {
        self.client = client
        turns = HostTurns(pause: pause)
    }

    func probe(_ address: String) async -> CheckOutcome {
        do {
            try await turns.wait(for: Self.host(of: address))
        } catch {
            return Self.outcome(of: .cancelled)
        }
        do throws(WebFailure) {
            let answer = try await client.get(address)
            return CheckOutcome(
                status: answer.status, finalAddress: answer.redirects > 0 ? answer.address : nil,
                retryAfter: answer.retryAfter)
        } catch {
            return Self.outcome(of: error)
        }
    }

    /// What there is between `//` and the path, without a port; only a name for whose turn it is.
    private static func host(of address: String) -> String {
        let rest = address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true).dropFirst().first ?? ""
        return rest.prefix { $0 != ":" && $0 != "?" && $0 != "#" }.lowercased()
    }

    /// Only a name that nobody answers to says that a page is gone; all else may be bad luck.
    private static func outcome(of failure: WebFailure) -> CheckOutcome {
        let words =
            switch failure {
            case .addressInvalid: "The address, or where it leads, is none that can be asked for."
            case .addressForbidden: "The address leads into a private network, and is not asked for."
            case .hostUnknown: "There is no such host."
            case .notConnected: "No connection could be made."
            case .timedOut: "The site took too long."
            case .tooManyRedirects: "The site sends on without an end."
            case .headerTooLong: "The site’s answer is too long."
            case .insecure: "No secure connection could be made; its certificate may have run out."
            case .notUnderstood: "What the site answered is no HTTP."
            case .cancelled: "The check was broken off."
            }
        return CheckOutcome(noAnswer: words, isDefinite: failure == .hostUnknown)
    }
}

/// Gives each host a moment of rest between requests.
private actor HostTurns {
    private let pause: Duration
    private let clock = ContinuousClock()
    private var next: [String: ContinuousClock.Instant] = [:]

    init(pause: Duration) { self.pause = pause }

    /// - Throws: `CancellationError`.
    func wait(for host: String) async throws {
        let now = clock.now
        next = next.filter { $0.value > now }
        let turn = max(next[host] ?? now, now)
        next[host] = turn.advanced(by: pause)
        if turn > now { try await clock.sleep(until: turn) }
    }
}
