import Audience
import Database
package import Kernel

/// How fast the audience of an edition is known and its deliveries are taken, and how long somebody waits who signs up meanwhile.
package struct AudienceBench: Sendable {
    /// Answers at once, so that what is measured is the ledger.
    private struct EmptyTransport: MessageTransport {
        /// In waves, as connections would take them.
        func send(_ batch: [Delivery], of edition: Edition.ID, recording record: DeliveryRecord) async {
            var rest = batch.map(\.id)[...]
            while !rest.isEmpty, let begun = try? await record.begin(Array(rest.prefix(16))) {
                rest = rest.dropFirst(16)
                record.end(Dictionary(uniqueKeysWithValues: begun.map { ($0, .sent) }))
            }
        }
    }

    private let audience: any Database
    private let key: AudienceKey
    private let clock: any WallClock

    /// - Throws: ``Problem`` when the key of the addresses can’t be used, or there are subscribers already.
    package init(_ data: DataDirectory, stores: Stores, clock: any WallClock) async throws {
        key = try KeyFile(path: data.audienceKeyPath).key()
        audience = stores.audience
        self.clock = clock
        guard try await SubscriberStore(database: audience, key: key).counts().isEmpty else {
            throw Problem(
                .conflict, slug: "bench-subscribers", title: "The site has subscribers",
                detail: "Measure with a new site: this one’s would be sent to.")
        }
    }

    /// Makes subscribers, and measures.
    ///
    /// - Parameters:
    ///   - count: How many subscribers there are.
    ///   - signUps: How many sign up while the edition is sent.
    ///   - say: Is told what was measured as soon as it is known, in lines for a terminal.
    package func run(subscribers count: Int, signUps: Int, say: (String) -> Void) async throws {
        let watch = ContinuousClock()
        let filling = try await watch.measure { try await fill(count) }
        say("\(count) subscribers imported in \(Self.seconds(filling)) s")
        let now = clock.now()
        let edition = Edition.ID(day: now.day, rhythm: .daily)
        try await EditionStore(database: audience).compose(
            edition,
            items: [
                EditionItem(
                    .published, path: "/moon", title: "Moon", summary: "", kind: "answer",
                    topics: Set((0..<10).compactMap { Slug(validating: "topic-\($0)") }), bylines: [], at: now)
            ], since: now, until: now, goes: now, needsApproval: false)
        let ledger = DeliveryLedger(database: audience, key: key)
        for _ in 0..<3 {
            var found = 0
            let counting = try await watch.measure { found = try await ledger.audience(of: edition, at: now) }
            say("audience of \(found) counted in \(Self.seconds(counting)) s")
        }
        let beginning = try await watch.measure { _ = try await ledger.begin(edition, at: clock.now()) }
        let first = try await watch.measure { _ = try await ledger.take(edition, for: "first", most: 200, at: now) }
        say("begun in \(Self.seconds(beginning)) s, first batch taken in \(Self.seconds(first)) s")
        async let waits = waits(signUps)
        let sending = EditionSending(ledger: ledger, transport: EmptyTransport(), clock: clock, worker: "bench")
        let time = try await watch.measure { _ = try await sending.run(edition, lanes: 4) }
        let sent = try await ledger.progress(of: edition)?.counts[.sent] ?? 0
        say(
            "\(sent) deliveries taken and settled in \(Self.seconds(time)) s, \(Int(Double(sent) / (time / .seconds(1)))) a second"
        )
        let sorted = try await waits.sorted()
        let late = sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
        say(
            "\(sorted.count) sign-ups meanwhile: half within \(Self.milliseconds(sorted[sorted.count / 2])) ms, 99 % within \(Self.milliseconds(late)) ms"
        )
    }

    /// As an import does it.
    private func fill(_ count: Int) async throws {
        var next = 0
        _ = try await SubscriberImporter(database: audience, key: key).run(
            SubscriberImport(consented: clock.now().day.advanced(byDays: -100)), at: clock.now()
        ) {
            guard next < count else { return nil }
            var table = next == 0 ? "address,rhythm,topics\n" : ""
            for number in next..<min(next + 1000, count) {
                let topics = number % 3 == 0 ? "topic-\(number % 7)" : ""
                table +=
                    "reader-\(number)@host-\(number % 997).example,\(number % 10 == 0 ? "weekly" : "daily"),\(topics)\n"
            }
            next = min(next + 1000, count)
            return Array(table.utf8)
        }
    }

    private func waits(_ count: Int) async throws -> [Duration] {
        let signUps = SignUps(database: audience, key: key)
        let watch = ContinuousClock()
        var waits: [Duration] = []
        for number in 0..<count {
            guard let address = EmailAddress("new-\(number)@new-\(number % 97).example") else { continue }
            let signUp = SignUp(address: address, rhythm: .daily, topics: [], page: "/")
            let network = AddressPrefix("10.\(number / 250).\(number % 250).1")
            waits.append(
                try await watch.measure { _ = try await signUps.take(signUp, from: network, at: clock.now()) })
            try await Task.sleep(for: .milliseconds(10))
        }
        return waits
    }

    private static func seconds(_ time: Duration) -> String { thousandths(time / .milliseconds(1)) }

    private static func milliseconds(_ time: Duration) -> String { thousandths(time / .microseconds(1)) }

    private static func thousandths(_ number: Double) -> String {
        let whole = Int(number)
        let rest = String(whole % 1000)
        return "\(whole / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }
}
