package import Kernel

/// Checks the sources that are due and records what came of it.
///
/// Any number of processes may do so at the same time: each takes sources of its own, see
/// ``SourceHealthStore/claim(at:limit:lease:)``.
package struct SourceInspector: Sendable {
    /// What one pass did.
    package struct Report: Sendable, Hashable {
        /// How many sources were asked for.
        package var checked = 0
        /// Those that were called dead by this pass.
        package var died: [Slug] = []
        /// Those that were called unreachable by this pass.
        package var becameUnreachable: [Slug] = []
        /// Those that were found again after they had been dead or unreachable.
        package var recovered: [Slug] = []
        /// Whether nobody answered at all, so that our own network is the likelier cause.
        package var isAlone = false

        package init() {}
    }

    private let store: SourceHealthStore
    private let probe: any SourceProbe
    private let clock: any WallClock
    private let limit: Int
    private let lease: Duration

    /// From how many sources on it is suspicious that nobody answers.
    private static let enoughToDoubt = 3

    /// - Parameters:
    ///   - limit: How many sources one pass takes at most.
    ///   - lease: For how long a pass may take; another process may check a source after that.
    package init(
        store: SourceHealthStore, probe: any SourceProbe, clock: any WallClock, limit: Int = 50,
        lease: Duration = .seconds(1800)
    ) {
        self.store = store
        self.probe = probe
        self.clock = clock
        self.limit = limit
        self.lease = lease
    }

    /// Checks one source now, due or not.
    ///
    /// - Returns: How it is, or `nil` when somebody else checked it meanwhile.
    /// - Throws: ``Problem`` of kind `notFound`, or `CancellationError`.
    package func inspect(_ slug: Slug) async throws -> SourceHealth? {
        let lease = try await store.claim(slug, at: clock.now(), lease: lease)
        let outcome = await probe.probe(lease.source.address)
        try Task.checkCancellation()
        return try await store.record(outcome, of: lease, at: clock.now())
    }

    /// Makes one pass over what is due at a moment.
    ///
    /// - Throws: `CancellationError` when it is told to stop; what it was about to check is checked when its lease is over.
    package func inspectDue(at moment: Timestamp) async throws -> Report {
        let leases = try await store.claim(at: moment, limit: limit, lease: lease)
        var outcomes = await outcomes(of: leases)
        // That a check was broken off says nothing about the source.
        try Task.checkCancellation()
        var report = Report()
        report.checked = outcomes.count
        report.isAlone =
            outcomes.count >= Self.enoughToDoubt
            && outcomes.allSatisfy { $0.outcome.status == nil && $0.outcome.verdict != .found }
        if report.isAlone { outcomes = outcomes.map { ($0.lease, $0.outcome.doubted, $0.at) } }
        for (lease, outcome, finished) in outcomes {
            let before = try await store.health(of: lease.source.slug)?.state
            guard let after = try await store.record(outcome, of: lease, at: finished)?.state, after != before else {
                continue
            }
            switch after {
            case .dead: report.died.append(lease.source.slug)
            case .unreachable: report.becameUnreachable.append(lease.source.slug)
            case .well where before == .dead || before == .unreachable: report.recovered.append(lease.source.slug)
            case .well, .failing, .unchecked: break
            }
        }
        return report
    }

    /// Asks for all of them side by side; it is the probe’s to bound how many at a time.
    private func outcomes(
        of leases: [SourceLease]
    ) async -> [(lease: SourceLease, outcome: CheckOutcome, at: Timestamp)] {
        await withTaskGroup(of: (Int, CheckOutcome, Timestamp).self) { group in
            for (position, lease) in leases.enumerated() {
                group.addTask {
                    let outcome = await probe.probe(lease.source.address)
                    return (position, outcome, clock.now())
                }
            }
            var outcomes: [(Int, CheckOutcome, Timestamp)] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.0 < $1.0 }.map { (leases[$0.0], $0.1, $0.2) }
        }
    }
}
