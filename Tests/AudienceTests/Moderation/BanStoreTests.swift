import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct BanStoreTests {
    private struct PlainHasher: NetworkHasher {
        func digest(of network: AddressPrefix, for purpose: String, at moment: Timestamp) -> NetworkDigest {
            NetworkDigest(day: moment.day, bytes: Array("\(network.bits)\(purpose)\(moment.day)".utf8))
        }
    }

    private func submission(_ text: String, handle: String, from address: String) throws -> Submission {
        Submission(
            article: ArticleID(at: Timestamp(milliseconds: 1)), handle: handle, isFirst: false, isEdit: false,
            text: text, network: AddressPrefix(address), formMade: nil, trap: "",
            at: Timestamp(milliseconds: 5 * 86_400_000))
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsBannedIsKeptOutUntilItIsLiftedOrExpires(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let bans = BanStore(database: ground.database)
            let mona = ModerationGround.moderator()
            let network = PlainHasher().digest(
                of: try #require(AddressPrefix("192.0.2.7")), for: NetworkDigest.ofComments,
                at: Timestamp(milliseconds: 0))
            let comment = try await ground.add(at: 10)
            try await ground.database.write { connection in
                try connection.execute(
                    """
                    UPDATE comment SET network = \(network.bytes), network_day = \(network.day) WHERE id = \(comment)
                    """)
            }
            let handle = try await bans.add(
                BanDraft(target: .handle("Troll"), reason: "Again and again.", days: nil), by: mona)
            try await bans.add(BanDraft(target: .words("free mon*"), reason: "Spam.", days: 10), by: mona)
            try await bans.add(BanDraft(target: .network(of: comment), reason: "Floods.", days: 7), by: mona)
            let screening = try await bans.screening(at: mona.at)
            #expect(screening.days == [network.day])
            func reason(_ text: String, _ handle: String, _ address: String) throws -> String? {
                screening.reason(
                    for: try submission(text, handle: handle, from: address), FoldedText(text), PlainHasher())
            }
            #expect(try reason("Hello", "tröll", "198.51.100.1") == "The handle is banned.")
            #expect(try reason("FREE money", "ann", "198.51.100.1") == "It has a word that is banned.")
            #expect(try reason("Hello", "ann", "192.0.2.200") == "The network that it came from is banned.")
            #expect(try reason("Hello", "ann", "198.51.100.1") == nil)
            let later = mona.at.advanced(by: .seconds(8 * 86_400))
            #expect(try await Set(bans.inForce(at: later).map(\.kind)) == [.words, .handle])
            #expect(try await bans.screening(at: later).days.isEmpty)
            _ = try await bans.lift(handle.id, by: mona)
            await #expect(throws: Problem.self) { try await bans.lift(handle.id, by: mona) }
            #expect(try await bans.past(at: mona.at, limit: 10).map(\.liftedBy) == ["Mona"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatABanWouldHaveKeptOutIsTold(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let bans = BanStore(database: ground.database)
            let troll = try await ground.add("Nice casino", at: 900, state: .shown, handle: "Troll")
            let other = try await ground.add("A CASINO again", at: 950, handle: "ann")
            try await ground.add("Long ago: casino", at: -3_000_000, handle: "Troll")
            let now = Timestamp(milliseconds: 1_000_000)
            let words = try await bans.trial(BanDraft(target: .words("casino"), reason: "x", days: nil), at: now)
            #expect(words.latest.map(\.id) == [other, troll] && words.count == 2 && words.examined == 2)
            let handle = try await bans.trial(BanDraft(target: .handle("troll"), reason: "x", days: nil), at: now)
            #expect(handle.latest.map(\.id) == [troll])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatCannotBeBannedIsRefused(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let bans = BanStore(database: ground.database)
            let mona = ModerationGround.moderator()
            let comment = try await ground.add(at: 10)
            for draft in [
                BanDraft(target: .handle(""), reason: "x", days: nil),
                BanDraft(target: .handle("ann"), reason: "", days: nil),
                BanDraft(target: .handle("ann"), reason: "x", days: 0),
                BanDraft(target: .handle("ann"), reason: String(repeating: "x", count: 501), days: nil),
                BanDraft(target: .words("*"), reason: "x", days: nil),
                BanDraft(target: .network(of: comment), reason: "x", days: nil),
                BanDraft(target: .network(of: comment), reason: "x", days: 91),
                BanDraft(target: .network(of: comment), reason: "x", days: 7),
            ] {
                await #expect(throws: Problem.self, "\(draft)") { try await bans.add(draft, by: mona) }
            }
            try await bans.add(BanDraft(target: .handle("ann"), reason: "x", days: nil), by: mona)
            let again = BanDraft(target: .handle("Ann"), reason: "x", days: nil)
            await #expect(throws: Problem.self) { try await bans.add(again, by: mona) }
            #expect(try await bans.inForce(at: mona.at).count == 1)
        }
    }
}
