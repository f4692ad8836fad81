import AudienceWeb
import Synchronization

/// Remembers for a second what the publisher decided about discussions: every comment asks for it.
final class RememberedRules: Sendable {
    private static let lifetime = Duration.seconds(1)

    private let read: @Sendable () async throws -> DiscussionRules
    private let known = Mutex<(rules: DiscussionRules, until: ContinuousClock.Instant)?>(nil)

    init(_ read: @escaping @Sendable () async throws -> DiscussionRules) { self.read = read }

    func rules() async throws -> DiscussionRules {
        if let known = known.withLock({ $0 }), ContinuousClock.now < known.until { return known.rules }
        let rules = try await read()
        known.withLock { $0 = (rules, .now + Self.lifetime) }
        return rules
    }
}
