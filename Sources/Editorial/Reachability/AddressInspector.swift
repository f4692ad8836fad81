package import Kernel

/// Checks the addresses that are due and records what came of it.
///
/// Any number of processes may do so at the same time: each takes addresses of its own, see
/// ``CheckRegister/claim(at:limit:lease:)``.
package struct AddressInspector<Register: CheckRegister>: Sendable {
    package typealias Key = Register.Lease.Key

    /// What one pass did.
    package struct Report: Sendable, Hashable {
        /// How many addresses were asked for.
        package var checked = 0
        /// Those that were called dead by this pass.
        package var died: [Key] = []
        /// Those that were called unreachable by this pass.
        package var becameUnreachable: [Key] = []
        /// Those that were found again after they had been dead or unreachable.
        package var recovered: [Key] = []
        /// Whether nobody answered at all, so that our own network is the likelier cause.
        package var isAlone = false

        package init() {}
    }

    private let store: Register
    private let probe: any AddressProbe
    private let clock: any WallClock
    private let limit: Int
    private let lease: Duration
    private let spread: @Sendable () -> Double

    /// - Parameters:
    ///   - limit: How many addresses one pass takes at most.
    ///   - lease: For how long a pass may take; another process may check an address after that.
    ///   - spread: Draws a number from 0 to 1 for each check, by which the pause until the next one is drawn out.
    package init(
        store: Register, probe: any AddressProbe, clock: any WallClock, limit: Int = 50,
        lease: Duration = .seconds(1800), spread: @escaping @Sendable () -> Double = { 0 }
    ) {
        self.store = store
        self.probe = probe
        self.clock = clock
        self.limit = limit
        self.lease = lease
        self.spread = spread
    }

    /// Checks one address now, due or not.
    ///
    /// - Returns: How it is, or `nil` when somebody else checked it meanwhile.
    /// - Throws: ``Problem`` of kind `notFound`, or `CancellationError`.
    package func inspect(_ key: Key) async throws -> AddressHealth? {
        let lease = try await store.claim(key, at: clock.now(), lease: lease)
        let outcome = await probe.probe(lease.address)
        try Task.checkCancellation()
        return try await store.record(outcome, of: lease, at: clock.now(), spread: spread())
    }

    /// Makes one pass over what is due at a moment.
    ///
    /// - Throws: `CancellationError` when it is told to stop; what it was about to check is checked when its lease is over.
    package func inspectDue(at moment: Timestamp) async throws -> Report {
        let leases = try await store.claim(at: moment, limit: limit, lease: lease)
        var outcomes = await outcomes(of: leases)
        // That a check was broken off says nothing about the page.
        try Task.checkCancellation()
        var report = Report()
        report.checked = outcomes.count
        report.isAlone = CheckOutcome.suggestIsolation(outcomes.map(\.outcome))
        if report.isAlone { outcomes = outcomes.map { ($0.lease, $0.outcome.doubted, $0.at) } }
        for (lease, outcome, finished) in outcomes {
            let before = try await store.health(of: lease.key)?.state
            let recorded = try await store.record(outcome, of: lease, at: finished, spread: spread())
            guard let after = recorded?.state, after != before else { continue }
            switch after {
            case .dead: report.died.append(lease.key)
            case .unreachable: report.becameUnreachable.append(lease.key)
            case .well where before == .dead || before == .unreachable: report.recovered.append(lease.key)
            case .well, .failing, .unchecked: break
            }
        }
        return report
    }

    /// Asks for all of them side by side; it is the probe’s to bound how many at a time.
    private func outcomes(
        of leases: [Register.Lease]
    ) async -> [(lease: Register.Lease, outcome: CheckOutcome, at: Timestamp)] {
        await withTaskGroup(of: (Int, CheckOutcome, Timestamp).self) { group in
            for (position, lease) in leases.enumerated() {
                group.addTask {
                    let outcome = await probe.probe(lease.address)
                    return (position, outcome, clock.now())
                }
            }
            var outcomes: [(Int, CheckOutcome, Timestamp)] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.0 < $1.0 }.map { (leases[$0.0], $0.1, $0.2) }
        }
    }
}

/// Checks whether sources can still be read.
package typealias SourceInspector = AddressInspector<SourceHealthStore>
