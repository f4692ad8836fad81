import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct ScreeningDeskTests {
    @Test(arguments: TestEngine.allCases)
    func whatIsChangedHoldsAndIsKeptOnRecord(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let desk = ScreeningDesk(database: ground.database)
            let mona = ModerationGround.moderator()
            #expect(try await desk.set([.linksHeld: 4, .perHour: 30], by: mona) == 1)
            #expect(try await desk.rules()[.linksHeld] == 4)
            #expect(try await desk.set([.linksHeld: 4], by: mona) == 0)
            #expect(try await desk.add(["casino", "free money", "casino"], to: .hold, by: mona) == 2)
            #expect(try await desk.add(["casino"], to: .refuse, by: mona) == 1)
            #expect(try await desk.words().map(\.effect) == [.refuse, .hold])
            try await desk.remove("free money", by: mona)
            await #expect(throws: Problem.self) { try await desk.remove("free money", by: mona) }
            let history = try await desk.history(limit: 10)
            #expect(history.map(\.subject) == ["free money", "casino", "casino", "free money", "rule:links-held"])
            #expect(history.map(\.was) == ["hold", "hold", "", "", "2.0"])
            #expect(history.map(\.became) == ["", "refuse", "hold", "hold", "4.0"])
            await #expect(throws: DatabaseError.self) {
                try await ground.database.write { try $0.execute("DELETE FROM screening_change") }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatCannotBeSetIsRefused(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let desk = ScreeningDesk(database: ground.database)
            let mona = ModerationGround.moderator()
            for (setting, value) in [
                (ScreeningRules.Setting.linksHeld, 0.0), (.linkShare, 2), (.perMinute, -1), (.likeness, .nan),
                (.perHour, .infinity),
            ] {
                await #expect(throws: Problem.self, "\(setting)") { try await desk.set([setting: value], by: mona) }
            }
            for text in ["", "*", "a", String(repeating: "a", count: 101)] {
                await #expect(throws: Problem.self, "\(text)") { try await desk.add([text], to: .hold, by: mona) }
            }
            let history = try await desk.history(limit: 10)
            #expect(history.isEmpty)
        }
    }
}
