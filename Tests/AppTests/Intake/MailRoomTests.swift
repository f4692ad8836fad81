import Audience
import Kernel
import Mail
import MailIntake
import Secrets
import TestSupport
import Testing

@testable import App

@Suite struct MailRoomTests {
    @Test(arguments: TestEngine.allCases)
    func onlyAddressesThatThisSiteClosedAreItsOwn(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let delivery = Delivery.ID(at: site.clock.now())
            for purpose in [ReturnPaths.Purpose.bounces, .departures, .replies] {
                let path = try site.path(delivery, for: purpose)
                #expect(site.room.accepts(path) && site.room.accepts(path.uppercased()))
                var letters = Array(path)
                letters[20] = letters[20] == "a" ? "b" : "a"
                #expect(!site.room.accepts(String(letters)))
                // One of one purpose is nothing to another.
                let name = path.drop { $0 != "-" }
                for prefix in ["bounce", "leave", "reply"] where !path.hasPrefix(prefix) {
                    #expect(!site.room.accepts(prefix + name))
                }
                #expect(!site.room.accepts(path.replacing(IntakeFixture.host, with: "other.example")))
            }
            #expect(site.room.accepts("Postmaster@Bounces.quarto.example"))
            #expect(site.room.accepts("abuse@bounces.quarto.example"))
            for other in [
                "", "@", "ann@bounces.quarto.example", "bounce-@bounces.quarto.example", "postmaster@other.example",
            ] { #expect(!site.room.accepts(other)) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aDeadAddressEndsItAndAReplayChangesNothing(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let (ann, bob) = (try await site.subscriber("ann@a.example"), try await site.subscriber("bob@a.example"))
            let path = try site.path(try #require(try await site.sent()[ann.id]))
            for _ in 0..<3 {
                try await site.take(IntakeFixture.report([("Ann@A.example", "5.1.1")]), to: path, path.uppercased())
            }
            #expect(try await site.state(ann) == .stopped)
            #expect(try await site.suppression(ann.address) == .bounced)
            #expect(try await site.state(bob) == .active)
            let returned = try await site.returned()
            #expect(returned.map(\.kind) == [.hard] && returned.first?.status == "5.1.1")
            #expect(try await site.unread.count() == 0)
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            ("5.2.2", BounceEvent.Kind.full), ("5.4.1", .soft), ("5.3.0", .soft), ("5.7.1", .policy),
            ("5.1.1", .hard),
        ])
    func classesAreToldApart(engine: TestEngine, sample: (String, BounceEvent.Kind)) async throws {
        try await IntakeFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@a.example")
            let path = try site.path(try #require(try await site.sent()[ann.id]))
            try await site.take(IntakeFixture.report([("ann@a.example", sample.0)]), to: path)
            #expect(try await site.returned().map(\.kind) == [sample.1])
            #expect(try await site.state(ann) == (sample.1 == .hard ? .stopped : .active))
            let edition = Edition.ID(day: site.clock.now().day, rhythm: .daily)
            let progress = try await DeliveryLedger(database: site.database, key: site.key).progress(of: edition)
            #expect(progress?.state == (sample.1 == .policy ? .paused : .sending))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsStillTriedOrSucceededIsNothing(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@a.example")
            let path = try site.path(try #require(try await site.sent()[ann.id]))
            for action in ["delayed", "delivered", "relayed"] {
                let status = action == "delayed" ? "4.4.1" : "2.0.0"
                try await site.take(IntakeFixture.report([("ann@a.example", status)], action: action), to: path)
            }
            try await site.take(
                "From: ann@a.example\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nAway.\n", to: path)
            #expect(try await site.returned().isEmpty)
            #expect(try await site.unread.count() == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aReportOfManyIsOnlyOfTheOneThatItCameBackOf(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let (ann, bob) = (try await site.subscriber("ann@a.example"), try await site.subscriber("bob@a.example"))
            let deliveries = try await site.sent()
            let path = try site.path(try #require(deliveries[ann.id]))
            let crowd = (0..<10_000).map { ("p\($0)@a.example", "5.1.1") } + [("bob@a.example", "5.1.1")]
            try await site.take(IntakeFixture.report(crowd), to: path)
            // It names neither of them where it may be believed.
            #expect(try await site.state(ann) == .active)
            #expect(try await site.state(bob) == .active)
            #expect(try await site.unread.latest(most: 10).map(\.reason) == [.address])
            try await site.take(
                IntakeFixture.report([("bob@a.example", "5.1.1"), ("ann@a.example", "5.2.2")]), to: path)
            #expect(try await site.returned().map(\.kind) == [.full])
            #expect(try await site.state(bob) == .active)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whereAMailWentOnToIsBelieved(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@a.example")
            let path = try site.path(try #require(try await site.sent()[ann.id]))
            try await site.take(IntakeFixture.report([("ann@elsewhere.example", "5.1.1")]), to: path)
            #expect(try await site.state(ann) == .stopped)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func wordsAreBelievedOnlyOfTheAddressThatWasWrittenTo(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let (ann, bob) = (try await site.subscriber("ann@a.example"), try await site.subscriber("bob@a.example"))
            let path = try site.path(try #require(try await site.sent()[ann.id]))
            func words(_ address: String) -> String {
                "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nHi. This is the program at mx.example.\n\n<\(address)>:\nUser unknown, 550 5.1.1\n"
            }
            try await site.take(words("bob@a.example"), to: path)
            #expect(try await site.state(ann) == .active)
            #expect(try await site.state(bob) == .active)
            #expect(try await site.unread.latest(most: 10).map(\.reason) == [.address])
            let nobody = "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nThe user does not exist.\n"
            try await site.take(nobody, to: path)
            #expect(try await site.returned().map(\.kind) == [.soft])
            try await site.take(words("ann@a.example"), to: path)
            #expect(try await site.state(ann) == .stopped)
            #expect(try await site.state(bob) == .active)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aComplaintEndsItByEitherAddress(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let (ann, bob) = (try await site.subscriber("ann@a.example"), try await site.subscriber("bob@a.example"))
            let deliveries = try await site.sent()
            let annPath = try site.path(try #require(deliveries[ann.id]))
            let bobPath = try site.path(try #require(deliveries[bob.id]))
            try await site.take(IntakeFixture.complaint(of: annPath), to: annPath)
            try await site.take(IntakeFixture.complaint(of: bobPath), to: "abuse@bounces.quarto.example")
            for person in [ann, bob] {
                #expect(try await site.state(person) == .stopped)
                #expect(try await site.suppression(person.address) == .complained)
            }
            // One that names no delivery takes a person.
            try await site.take(
                IntakeFixture.complaint(of: "bounce-x@other.example"), to: "abuse@bounces.quarto.example")
            #expect(try await site.unread.latest(most: 10).map(\.reason) == [.words])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsNotUnderstoodIsKeptAsItCame(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let ann = try await site.subscriber("ann@a.example")
            let path = try site.path(try #require(try await site.sent()[ann.id]))
            let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            try await site.room.take(TakenMail(recipients: [path], bytes: bytes))
            try await site.room.take(TakenMail(recipients: [path], bytes: []))
            let kept = try await site.unread.latest(most: 10)
            #expect(kept.map(\.reason) == [.words, .words] && Set(kept.map(\.size)) == [300_000, 0])
            // Of a delivery that nobody made.
            let unknown = try site.path(Delivery.ID(at: site.clock.now()))
            try await site.take(IntakeFixture.report([("ann@a.example", "5.1.1")]), to: unknown)
            #expect(try await Set(site.unread.latest(most: 10).map(\.reason)) == [.words, .delivery])
            #expect(try await site.state(ann) == .active)
            // Somebody who was erased stays so.
            try await site.subscribers.erase(ann.id, at: site.clock.now())
            try await site.take(IntakeFixture.report([("ann@a.example", "5.1.1")]), to: path)
            #expect(try await site.returned().isEmpty)
        }
    }

    /// Out of a mailbox a mail comes without its envelope; the header tells whose it is, in whatever words there are.
    @Test(arguments: TestEngine.allCases)
    func aMailOutOfAMailboxIsOpenedByItsHeader(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let (ann, bob) = (try await site.subscriber("ann@a.example"), try await site.subscriber("bob@a.example"))
            let deliveries = try await site.sent()
            let path = try site.path(try #require(deliveries[ann.id]))
            let leave = try site.path(try #require(deliveries[bob.id]), for: .departures)
            func fetch(_ mail: String) async throws {
                try await site.room.takeFetched(TakenMail(recipients: [], bytes: Array(mail.utf8)))
            }
            let report = IntakeFixture.report([("ann@a.example", "5.1.1")])
            for _ in 0..<2 { try await fetch("Delivered-To: <\(path.uppercased())>\n" + report) }
            #expect(try await site.state(ann) == .stopped)
            try await fetch("From: bob@a.example\nTo: \"News, daily\" <\(leave)>\nSubject: leave\n\n")
            #expect(try await site.state(bob) == .left)
            #expect(try await site.unread.count() == 0)
            // What names nobody here is for people.
            try await fetch("To: bounces@host.example\n" + IntakeFixture.report([("eve@e.example", "5.1.1")]))
            #expect(try await site.unread.latest(most: 10).map(\.reason) == [.words])
            #expect(try await site.returned().map(\.kind) == [.hard])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anAnswerMayEndIt(engine: TestEngine) async throws {
        try await IntakeFixture.with(engine) { site in
            let people = [
                try await site.subscriber("ann@a.example"), try await site.subscriber("bob@a.example"),
                try await site.subscriber("cid@a.example"), try await site.subscriber("dan@a.example"),
            ]
            let deliveries = try await site.sent()
            func to(_ place: Int, _ purpose: ReturnPaths.Purpose) throws -> String {
                try site.path(try #require(deliveries[people[place].id]), for: purpose)
            }
            // As a mail program does it for its owner, twice.
            for _ in 0..<2 {
                try await site.take("From: ann@a.example\nSubject: unsubscribe\n\n", to: to(0, .departures))
            }
            try await site.take(
                "From: bob@a.example\nSubject: Re: The moon\n\nStop\n\n> The moon is far.\n", to: to(1, .replies))
            try await site.take(
                "From: cid@a.example\nSubject: Re: Stop the moon\n\nI liked this. Don’t stop.\n", to: to(2, .replies))
            for reply in [
                "From: dan@a.example\nAuto-Submitted: auto-replied\nSubject: unsubscribe\n\nunsubscribe\n",
                IntakeFixture.report([("dan@a.example", "5.1.1")]),
            ] { try await site.take(reply, to: to(3, .departures), to(3, .replies)) }
            var states: [Subscriber.State?] = []
            for person in people { states.append(try await site.state(person)) }
            #expect(states == [.left, .left, .active, .active])
            #expect(try await site.unread.latest(most: 10).map(\.reason) == [.letter])
            let edition = Edition.ID(day: site.clock.now().day, rhythm: .daily)
            let report = try await EditionReports(database: site.database).report(of: edition)
            #expect(report?.departures == 2)
        }
    }
}
