import Audience
import Database
import Foundation
import Kernel
import Logging
import Mail
import MailDelivery
import MailIntake
import Synchronization
import TestSupport
import Testing
import WebTestSupport

@testable import App

@Suite struct EditionTransportTests {
    private func addresses(_ count: Int) -> [String] { (0..<count).map { "reader\($0)@mail\($0 % 40).example" } }

    /// Sends to `count` subscribers by a server that reacts as a test wants.
    private func send(
        _ engine: TestEngine, _ count: Int, environment: [String: String] = [:],
        reaction: @escaping @Sendable (FaultyMailServer.Moment) -> FaultyMailServer.Reaction = { _ in .usual },
        body: (EditionGround, EditionSending, Edition.ID, FaultyMailServer) async throws -> Void
    ) async throws {
        let server = try await FaultyMailServer(reaction: reaction)
        try await EditionGround.with(engine, port: server.port, environment: environment) { ground in
            try await ground.addSubscribers(addresses(count))
            try await body(ground, ground.sending(), ground.begin(), server)
        }
        await server.close()
    }

    /// Goes on, with time going by, until nothing is left to send or it has taken too long.
    private func finish(
        _ sending: EditionSending, _ id: Edition.ID, _ ground: EditionGround, resting rest: Duration = .seconds(400)
    ) async throws {
        var passes = 0
        while try await sending.pass(id) != .finished, passes < 60 {
            passes += 1
            ground.clock.advance(by: rest)
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func everybodyGetsACopyOfTheirOwn(engine: TestEngine) async throws {
        try await send(engine, 450) { ground, sending, id, server in
            #expect(try await sending.pass(id) == .finished)
            #expect(try await ground.counts(of: id) == [.sent: 450])
            let taken = server.taken
            #expect(Set(taken.map(\.recipient)) == Set(addresses(450)) && taken.count == 450)
            #expect(Set(taken.map(\.sender)).count == 450)
            let seal = try MailSealFile(ground.settings.data).keys()
            let paths = try #require(ReturnPaths(host: "bounces.quarto.example", keys: seal))
            let leaving = try #require(ReturnPaths(host: "bounces.quarto.example", keys: seal, for: .departures))
            var names: Set<String> = []
            for mail in taken {
                let delivery = try #require(paths.delivery(at: mail.sender, of: Delivery.self))
                let fields = mail.content.replacing("\r\n ", with: " ")
                let identifier = try #require(fields.firstRange(of: "Message-ID: <"))
                names.insert(String(fields[identifier.upperBound...].prefix { $0 != ">" }))
                #expect(fields.contains("mailto:\(leaving.address(for: delivery).text)?subject=leave"))
                #expect(fields.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
                #expect(!fields.contains("reply-"))
            }
            #expect(names.count == 450)
            #expect(try await sending.pass(id) == .finished)
            #expect(server.taken.count == 450)
        }
    }

    /// Told to stop before a letter is made, it holds nothing against anybody, and stops no edition.
    @Test(arguments: TestEngine.allCases)
    func whoeverIsStoppedPutsOffWhatIsLeft(engine: TestEngine) async throws {
        try await send(engine, 30) { ground, sending, id, server in
            let transport = try #require(ground.site.editions.transport)
            let stopped = EditionSending(
                ledger: ground.site.editions.ledger, transport: StoppedTransport(transport: transport),
                clock: ground.clock, worker: "stopped")
            _ = try await stopped.pass(id, lanes: 1)
            #expect(server.taken.isEmpty)
            let progress = try #require(try await ground.site.editions.ledger.progress(of: id))
            #expect(progress.state == .sending && progress.counts == [.pending: 30])
            ground.clock.advance(by: .seconds(31))
            #expect(try await sending.pass(id) == .finished)
            #expect(server.taken.count == 30)
        }
    }

    /// Where mail is taken in, an answer that says “stop” ends the subscription, and any other waits for a person.
    @Test(arguments: TestEngine.allCases)
    func anAnswerNamesItsDelivery(engine: TestEngine) async throws {
        let intake = ["MASTHEAD_NEWSLETTER_INTAKE": "lmtp://127.0.0.1:2424"]
        try await send(engine, 2, environment: intake) { ground, sending, id, server in
            #expect(try await sending.pass(id) == .finished)
            let room = try #require(ground.site.intake.room)
            for (mail, words) in zip(server.taken, ["Unsubscribe", "I liked the one about the moon."]) {
                let fields = mail.content.replacing("\r\n ", with: " ")
                let field = try #require(fields.split(separator: "\r\n").first { $0.hasPrefix("Reply-To: ") })
                #expect(fields.components(separatedBy: "Reply-To: ").count == 2)
                let address = try #require(field.split(separator: "<").last).prefix { $0 != ">" }
                #expect(room.accepts(String(address)))
                try await room.take(
                    TakenMail(
                        recipients: [String(address)],
                        bytes: Array("From: \(mail.recipient)\r\nSubject: Re: News\r\n\r\n\(words)\r\n".utf8)))
            }
            let subscribers = SubscriberStore(
                database: ground.stores.audience, key: try KeyFile(path: ground.settings.data.audienceKeyPath).key())
            #expect(try await subscribers.counts() == [.active: 1, .left: 1])
            let kept = try await ground.stores.audience.read {
                try $0.value(String.self, "SELECT reason FROM unread_mail")
            }
            #expect(kept == "letter")
        }
    }

    /// Greylisting puts off; later it comes through, once.
    @Test(arguments: TestEngine.allCases)
    func greylistingIsWaitedFor(engine: TestEngine) async throws {
        let seen = Seen()
        try await send(
            engine, 60,
            reaction: { moment in
                moment.word == "RCPT" && seen.isNew(moment.line) ? .say("450 4.7.1 greylisted, come again") : .usual
            },
            body: { ground, sending, id, server in
                try await finish(sending, id, ground)
                #expect(try await ground.counts(of: id) == [.sent: 60])
                #expect(server.hasOneFor(60))
            })
    }

    /// A server that ends the session (421), or a connection that breaks before a mail’s end, costs nobody theirs.
    @Test(arguments: TestEngine.allCases, ["421", "drop"])
    func brokenSessionsAreBegunAnew(engine: TestEngine, how: String) async throws {
        try await send(
            engine, 100,
            reaction: { moment in
                guard moment.word == "MAIL", moment.taken % 9 == 8, moment.connection < 12 else { return .usual }
                return how == "421" ? .say("421 4.3.2 going down") : .drop
            },
            body: { ground, sending, id, server in
                try await finish(sending, id, ground)
                #expect(try await ground.counts(of: id) == [.sent: 100])
                #expect(server.hasOneFor(100))
            })
    }

    /// When it breaks after the last byte, or no answer comes, nobody knows; and it is not sent again.
    @Test(arguments: TestEngine.allCases, [FaultyMailServer.Reaction.drop, .silence])
    func whatHasGoneAndWasNotAnsweredIsUncertain(
        engine: TestEngine, reaction: FaultyMailServer.Reaction
    ) async throws {
        let seen = Seen()
        try await send(
            engine, 30,
            reaction: { moment in moment.word == "." && seen.isNew("once") ? reaction : .usual },
            body: { ground, sending, id, server in
                try await finish(sending, id, ground)
                #expect(try await ground.counts(of: id) == [.sent: 29, .uncertain: 1])
                #expect(server.hasOneFor(29))
            })
    }

    /// A refusal of the sender stops the edition and suppresses nobody; resumed, everybody gets it.
    @Test(arguments: TestEngine.allCases)
    func aRefusalForPolicyStopsEverything(engine: TestEngine) async throws {
        let flag = Flag()
        try await send(
            engine, 300,
            reaction: { moment in
                moment.word == "RCPT" && flag.isOn && moment.taken >= 20
                    ? .say("550 5.7.515 access denied, no DMARC") : .usual
            },
            body: { ground, sending, id, server in
                #expect(try await sending.pass(id) != .finished)
                let progress = try #require(try await ground.site.editions.ledger.progress(of: id))
                #expect(progress.state == .paused && progress.halt.contains("5.7.515"))
                #expect(progress.counts[.failed] == nil && server.taken.count < 300)
                let active = try await ground.stores.audience.read {
                    try $0.value(Int.self, "SELECT count(*) FROM subscriber WHERE state = 'active'")
                }
                #expect(active == 300)
                flag.turnOff()
                try await ground.site.editions.ledger.resume(id, at: ground.clock.now())
                let later = try ground.sending()
                try await finish(later, id, ground)
                #expect(try await ground.counts(of: id) == [.sent: 300])
                #expect(server.hasOneFor(300))
            })
    }

    /// A full disk of the server waits, a full mailbox waits, an address that isn’t there ends.
    @Test(arguments: TestEngine.allCases)
    func fullDisksWaitAndDeadAddressesEnd(engine: TestEngine) async throws {
        let flag = Flag()
        try await send(
            engine, 20,
            reaction: { moment in
                if moment.word == "MAIL", flag.isOn, moment.taken >= 5 { return .say("452 4.3.1 no room") }
                if moment.line.contains("<reader3@") { return .say("552 5.2.2 mailbox full") }
                return moment.line.contains("<reader4@") ? .say("550 5.1.1 no such user") : .usual
            },
            body: { ground, sending, id, server in
                #expect(try await sending.pass(id) != .finished)
                let state = try await ground.site.editions.ledger.progress(of: id)?.state
                #expect(state == .sending)
                #expect(server.taken.count < 18)
                flag.turnOff()
                try await finish(sending, id, ground, resting: .seconds(15_000))
                #expect(try await ground.counts(of: id) == [.sent: 18, .failed: 2])
                #expect(server.hasOneFor(18))
                let suppressed = try await ground.stores.audience.read {
                    try $0.value(Int.self, "SELECT count(*) FROM suppression WHERE reason = 'bounced'")
                }
                #expect(suppressed == 1)
            })
    }

    /// Where nobody answers, everything waits and nobody is lost.
    @Test(arguments: TestEngine.allCases)
    func withoutAMailServerEverythingWaits(engine: TestEngine) async throws {
        let server = try await FaultyMailServer()
        await server.close()
        try await EditionGround.with(engine, port: server.port) { ground in
            try await ground.addSubscribers(addresses(250))
            let sending = try ground.sending()
            let id = try await ground.begin()
            #expect(try await sending.pass(id, lanes: 1) == .stuck)
            #expect(try await ground.counts(of: id) == [.pending: 200])
        }
    }

    /// One to many doesn’t keep one to few waiting, and when the server stops, both services end.
    @Test(arguments: TestEngine.allCases)
    func editionsAreSentAtTheSameTime(engine: TestEngine) async throws {
        try await send(engine, 900) { ground, sending, daily, server in
            try await ground.addSubscribers(["w1@few.example", "w2@few.example"])
            try await ground.stores.audience.write {
                _ = try $0.execute(
                    """
                    UPDATE subscriber SET rhythm = 'weekly' WHERE id IN (SELECT id FROM subscriber ORDER BY id DESC LIMIT 2)
                    """)
            }
            let weekly = try await ground.site.editions.composer.today(.weekly)
            _ = try await ground.site.editions.composer.compose(weekly)
            #expect(try await ground.site.editions.ledger.begin(weekly, at: ground.clock.now()))
            let service = EditionSendingService(
                editions: ground.site.editions, sending: sending,
                transport: try #require(ground.site.editions.transport),
                logger: Logger(label: "test"))
            let task = Task { try await service.run() }
            while try await !ground.site.editions.ledger.sending().isEmpty {
                try await Task.sleep(for: .milliseconds(20))
            }
            task.cancel()
            try await task.value
            #expect(try await ground.counts(of: daily) == [.sent: 900])
            #expect(try await ground.counts(of: weekly) == [.sent: 2])
            let last = try #require(server.taken.lastIndex { $0.recipient.hasSuffix("@few.example") })
            #expect(last < 600 && server.taken.count == 902)
        }
    }

    /// Told to stop in the middle, it ends what is under way, and what it had taken waits for somebody else.
    @Test(arguments: TestEngine.allCases)
    func stoppedInTheMiddleNothingIsInDoubt(engine: TestEngine) async throws {
        try await send(engine, 600) { ground, sending, id, server in
            let task = Task { try await sending.pass(id) }
            while server.taken.count < 50 { try await Task.sleep(for: .milliseconds(5)) }
            task.cancel()
            _ = try await task.value
            let counts = try await ground.counts(of: id)
            #expect(counts[.sending] == nil && counts[.uncertain] == nil)
            #expect(counts[.sent] == server.taken.count)
            ground.clock.advance(by: .seconds(400))
            #expect(try await ground.sending().pass(id) == .finished)
            #expect(try await ground.counts(of: id) == [.sent: 600])
            #expect(server.hasOneFor(600))
        }
    }
}

extension FaultyMailServer {
    /// Whether it took one mail for each of so many recipients.
    fileprivate func hasOneFor(_ count: Int) -> Bool {
        taken.count == count && Set(taken.map(\.recipient)).count == count
    }
}

/// Remembers what it was asked for.
private final class Seen: Sendable {
    private let lines = Mutex<Set<String>>([])

    func isNew(_ line: String) -> Bool { lines.withLock { $0.insert(line).inserted } }
}

private final class Flag: Sendable {
    private let state = Mutex(true)

    var isOn: Bool { state.withLock { $0 } }

    func turnOff() { state.withLock { $0 = false } }
}

/// Is stopped as soon as it has something to send.
private struct StoppedTransport: MessageTransport {
    let transport: EditionTransport

    func send(_ batch: [Delivery], of edition: Edition.ID, recording record: DeliveryRecord) async {
        withUnsafeCurrentTask { $0?.cancel() }
        await transport.send(batch, of: edition, recording: record)
    }
}
