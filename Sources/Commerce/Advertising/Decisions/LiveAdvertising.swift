package import Database
package import Kernel
import Synchronization

/// Advertising as it runs on one server: the engine that decides, and the pulse that keeps it true to the stores.
package final class LiveAdvertising: Sendable {
    /// From one pulse to the next; a change of a flight is live on every server after one.
    package static let interval = Duration.milliseconds(500)

    private struct State {
        var pacer = Pacer()
        var watch: NodeWatch
        var traffic = TrafficRecord()
        /// What was counted since the last pulse.
        var arrived: [OfferLedger.Counted] = []
        /// Of the history, when the bookings were last read.
        var version: Int?
        /// When the snapshot was made.
        var hour: Int64 = .min
        var zone = Zone.utc
    }

    /// What one pulse reads.
    private struct Reading: Sendable {
        let version: Int
        let bookings: LiveFlights.Bookings?
        let curve: TrafficCurve?
        let beats: [NodeNumber: Int]
    }

    package let engine: DecisionEngine
    package let seal: CurrentSeal
    package let node: NodeNumber
    private let database: any Database
    private let keys: OfferKeyStore
    private let clock: any WallClock
    private let zone: @Sendable () -> Zone
    private let state: Mutex<State>

    /// - Parameters:
    ///   - zone: The site’s, by whose clocks days begin.
    ///   - node: Another for each server.
    package init(
        database: any Database, clock: any WallClock, zone: @escaping @Sendable () -> Zone,
        engine: DecisionEngine = DecisionEngine(), node: NodeNumber = NodeNumber()
    ) async throws {
        self.database = database
        self.clock = clock
        self.zone = zone
        self.engine = engine
        self.node = node
        keys = OfferKeyStore(database: database)
        seal = CurrentSeal(try await keys.seal(at: clock.now()))
        state = Mutex(State(watch: NodeWatch(node)))
    }

    /// Takes in what was changed and counted anywhere, and lets flights make offers until the next pulse; called by one
    /// service, one at a time.
    ///
    /// When it fails, offers go on only as far as the last pulse allowed.
    ///
    /// - Returns: Whether something that the commercial side keeps was changed since the last one.
    @discardableResult
    package func pulse() async throws -> Bool {
        let now = clock.now()
        let zone = zone()
        let isChanged = try await readChanges(at: now, in: zone)
        // First what was counted and offered, then what the stores say: the other way round something could be missing in both.
        collect(at: now, closes: false)
        let (snapshot, running, beats) = state.withLock { state in
            let isQuiet = state.pacer.snapshot.entries.isEmpty
            // With nothing to divide, only what was asked for is written down, and not as often.
            let beats = isQuiet ? state.watch.records && !state.traffic.isEmpty : state.watch.beats
            return (state.pacer.snapshot, state.watch.running, beats)
        }
        let flights = snapshot.entries.map(\.planned.flight)
        let ids = flights.map(\.id)
        let node = node
        let day = zone.reading(of: now).day
        var book = try await database.read { connection in
            try ShareBook.read(ids, on: day, for: node, running: running, connection)
        }
        let unresolved = state.withLock { state in ids.indices.map { state.pacer.unresolved($0) } }
        let wantsMore = zip(flights, unresolved).contains { book.renewal(of: $0, unresolved: $1) != nil }
        if wantsMore || beats { book = try await grant(flights, unresolved, running, on: day) }
        let standings = flights.map { book.standing(of: $0) }
        state.withLock { state in
            let allowances = state.pacer.allowances(
                at: now, until: now.advanced(by: Self.interval), standings, part: 1 / Double(running.count))
            engine.install(snapshot, allowing: allowances)
        }
        return isChanged
    }

    /// What the ledger counted on this server.
    package func counted(_ events: [OfferLedger.Counted]) {
        state.withLock { $0.arrived += events.filter { $0.node == node } }
    }

    /// Makes no more offers, and gives back what this server holds.
    package func close() async throws {
        collect(at: clock.now(), closes: true)
        let traffic = takeTraffic()
        let node = node
        try await database.write { connection in
            try traffic.write(connection)
            try NodeWatch.remove(node, connection)
        }
    }

    private func readChanges(at now: Timestamp, in zone: Zone) async throws -> Bool {
        let hour = TrafficRecord.hour(of: now)
        let (version, isOld) = state.withLock { ($0.version, $0.hour != hour || $0.zone != zone) }
        let reading = try await database.read { connection in
            let current = try CommerceHistory.version(connection)
            let isChanged = isOld || current != version
            return try Reading(
                version: current,
                bookings: isChanged ? .read(connection, on: zone.reading(of: now).day) : nil,
                curve: isChanged ? TrafficRecord.curve(before: now, in: zone, connection) : nil,
                beats: NodeWatch.read(connection))
        }
        if isOld { seal.replace(with: try await keys.seal(at: now)) }
        guard let bookings = reading.bookings, let curve = reading.curve else {
            state.withLock { $0.watch.look(reading.beats) }
            return false
        }
        let snapshot = LiveFlights(bookings, at: now, in: zone)
        // Offers of the old snapshot are collected before the new one counts its own.
        collect(at: now, closes: true)
        state.withLock { state in
            state.watch.look(reading.beats)
            state.pacer.adopt(snapshot, curve, in: zone)
            state.version = reading.version
            state.hour = hour
            state.zone = zone
        }
        return reading.version != version
    }

    private func collect(at now: Timestamp, closes: Bool) {
        state.withLock { state in
            for event in state.arrived { state.pacer.count(event.flight, madeAt: event.made) }
            state.arrived = []
            let takings = engine.take(closes: closes)
            state.pacer.reserve(takings, at: now)
            state.traffic.add(takings, at: now)
        }
    }

    /// Beats, and asks for the shares that are due.
    private func grant(
        _ flights: [Flight], _ unresolved: [Int], _ running: Set<NodeNumber>, on day: CalendarDay
    ) async throws -> ShareBook {
        let traffic = takeTraffic()
        let forgotten = state.withLock { $0.watch.forgotten }
        let node = node
        do {
            return try await database.write { connection in
                try NodeWatch.write(node, forgetting: forgotten, connection)
                try traffic.write(connection)
                let book = try ShareBook.read(flights.map(\.id), on: day, for: node, running: running, connection)
                for (flight, unresolved) in zip(flights, unresolved) {
                    if let share = book.renewal(of: flight, unresolved: unresolved) {
                        try book.write(share, of: flight.id, connection)
                    }
                }
                return try ShareBook.read(flights.map(\.id), on: day, for: node, running: running, connection)
            }
        } catch {
            state.withLock { $0.traffic.add(traffic) }
            throw error
        }
    }

    private func takeTraffic() -> TrafficRecord {
        state.withLock { state in
            defer { state.traffic = TrafficRecord() }
            return state.traffic
        }
    }
}
