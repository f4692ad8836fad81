import Database
import Kernel
import Staff
import TestSupport
import Testing

@Suite struct PeopleTests {
    @Test(arguments: TestEngine.allCases)
    func anInvitationMakesOneAccount(engine: TestEngine) async throws {
        try await StaffSite.with(engine) { site in
            let secret = try await site.invitations.invite(
                email: "Ada@site.example", name: "Ada", roles: [.writer, .editor], by: "Pub")
            #expect(try await site.invitations.invitation(secret)?.roles == [.writer, .editor])
            #expect(
                try await SignInTests.problem {
                    _ = try await site.invitations.accept(secret, name: "Ada", password: "short")
                }?.kind == .invalid)
            let ada = try await site.invitations.accept(secret, name: "Ada L.", password: "a long password")
            #expect(ada.email == "ada@site.example")
            #expect(
                try await SignInTests.problem {
                    _ = try await site.invitations.accept(secret, name: "Eve", password: "another password")
                }?.kind == .gone)
            #expect(
                try await SignInTests.problem {
                    _ = try await site.invitations.invite(
                        email: "ada@site.example", name: "Ada", roles: [.writer], by: "Pub")
                }?.kind == .conflict)
            let late = try await site.invitations.invite(
                email: "bob@site.example", name: "Bob", roles: [.writer], by: "Pub")
            site.clock.advance(by: .seconds(8 * 86_400))
            #expect(try await site.invitations.invitation(late) == nil)
            #expect(try await site.invitations.open().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func bothSidesOfTheWallAreOnlyOnePersonsWhereThatIsDeclared(engine: TestEngine) async throws {
        try await StaffSite.with(engine) { site in
            let ada = try await site.add("ada", [.publisher])
            let both: Set<Role> = [.publisher, .editor, .business]
            #expect(
                try await SignInTests.problem { try await site.accounts.setRoles(both, of: ada.id) }?.slug
                    == "account-both-sides")
            try await site.onePerson.declare(by: "Ada")
            try await site.accounts.setRoles(both, of: ada.id)
            #expect(try await site.accounts.account(ada.id)?.roles == both)
            #expect(
                try await SignInTests.problem { try await site.onePerson.revoke() }?.kind == .conflict)
            // Nor past the store.
            await #expect(throws: DatabaseError.self) {
                try await site.database.write { try $0.execute("DELETE FROM one_person_mode") }
            }
            try await site.accounts.setRoles([.publisher, .editor], of: ada.id)
            try await site.onePerson.revoke()
            #expect(try await site.onePerson.declaration() == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func somebodyIsAlwaysLeftToManagePeople(engine: TestEngine) async throws {
        try await StaffSite.with(engine) { site in
            let ada = try await site.add("ada", [.publisher])
            let bob = try await site.add("bob", [.writer])
            #expect(
                try await SignInTests.problem { try await site.accounts.setRoles([.writer], of: ada.id) }?.slug
                    == "last-publisher")
            #expect(
                try await SignInTests.problem { try await site.accounts.disable(email: ada.email) }?.slug
                    == "last-publisher")
            try await site.accounts.setRoles([.publisher], of: bob.id)
            try await site.accounts.disable(email: ada.email)
            try await site.accounts.enable(ada.id)
            #expect(try await site.accounts.account(ada.id)?.disabled == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aChangedPasswordEndsSessions(engine: TestEngine) async throws {
        try await StaffSite.with(engine) { site in
            let ada = try await site.add("ada", [.writer])
            let secret = try #require(try await site.signedIn(ada))
            #expect(
                try await SignInTests.problem {
                    try await site.accounts.changePassword(
                        of: ada.id, from: "wrong", to: "another password", keeping: nil)
                }?.slug == "password-wrong")
            try await site.accounts.changePassword(
                of: ada.id, from: StaffSite.password, to: "another password", keeping: nil)
            #expect(try await site.sessions.session(secret) == nil)
            #expect(try await SignInTests.problem { _ = try await site.signedIn(ada) }?.kind == .invalid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theTrailIsFinishedOnceAndNeverChanged(engine: TestEngine) async throws {
        try await StaffSite.with(engine) { site in
            let ada = try await site.add("ada", [.editor])
            let first = try await site.trail.begin("publish", on: "/x", by: ada.member)
            site.clock.advance(by: .seconds(1))
            _ = try await site.trail.begin("publish", on: "=1+1, \"quoted\"", by: ada.member)
            try await site.trail.finish(first, outcome: "done", subject: "100 %")
            let all = try await site.trail.entries(.init(), limit: 10)
            #expect(all.map(\.outcome) == ["begun", "done"])
            var filter = AuditTrail.Filter()
            filter.text = "100 %"
            #expect(try await site.trail.entries(filter, limit: 10).map(\.subject) == ["100 %"])
            filter.text = "1_0"
            #expect(try await site.trail.entries(filter, limit: 10).isEmpty)
            #expect(AuditTrail.csv(all).contains("\"'=1+1, \"\"quoted\"\"\""))
            for statement in [
                "UPDATE audit_entry SET outcome = 'x'", "DELETE FROM audit_entry",
                "UPDATE audit_entry SET name = 'Eve'",
            ] as [SQL] {
                await #expect(throws: DatabaseError.self) {
                    try await site.database.write { try $0.execute(statement) }
                }
            }
        }
    }
}
