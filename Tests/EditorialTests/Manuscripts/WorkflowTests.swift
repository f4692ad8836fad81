import Kernel
import Testing

@testable import Editorial

@Suite struct WorkflowTests {
    private static let id = StaffID(at: Timestamp(milliseconds: 0))

    private func outcome(
        _ action: ManuscriptAction, _ state: ManuscriptState, _ role: Role, isOwn: Bool = false,
        isOnePerson: Bool = false, isPublished: Bool = false
    ) -> Result<ManuscriptState, Workflow.Refusal> {
        let member = StaffMember(id: Self.id, name: "Ada", roles: [role])
        return Result { () throws(Workflow.Refusal) in
            try Workflow(isOnePerson: isOnePerson).state(
                after: action, from: state, by: member, authors: isOwn ? [Self.id.description] : [],
                isPublished: isPublished)
        }
    }

    @Test func theWayFromDraftToReaders() {
        #expect(outcome(.submit, .draft, .writer, isOwn: true) == .success(.inReview))
        #expect(outcome(.checkFacts, .inReview, .factChecker) == .success(.factChecked))
        #expect(outcome(.schedule, .factChecked, .editor) == .success(.scheduled))
        #expect(outcome(.unschedule, .scheduled, .editor) == .success(.factChecked))
        #expect(outcome(.publish, .factChecked, .editor) == .success(.published))
        #expect(outcome(.revise, .published, .writer) == .success(.draft))
        #expect(outcome(.withdraw, .published, .editor) == .success(.withdrawn))
    }

    @Test(arguments: [ManuscriptAction.checkFacts, .schedule, .publish])
    func whoWroteItCannotApproveIt(action: ManuscriptAction) {
        let state: ManuscriptState = action == .checkFacts ? .inReview : .factChecked
        #expect(outcome(action, state, .editor, isOwn: true) == .failure(.ownText))
        #expect((try? outcome(action, state, .editor, isOwn: true, isOnePerson: true).get()) != nil)
        #expect((try? outcome(action, state, .editor).get()) != nil)
    }

    @Test func nothingIsPublishedUncheckedWhoeverAsks() {
        for role in Role.allCases {
            for state in ManuscriptState.allCases where state != .factChecked {
                #expect(outcome(.publish, state, role, isOnePerson: true) == .failure(.wrongState(state)))
            }
        }
    }

    @Test(arguments: [Role.moderator, .business, .publisher])
    func nobodyOutsideTheEditorialSideDoesAnything(role: Role) {
        for action in ManuscriptAction.allCases {
            for state in ManuscriptState.allCases {
                #expect((try? outcome(action, state, role).get()) == nil)
            }
        }
    }

    @Test func onlyAnEditorDecidesWhatReadersSee() {
        for (action, state) in [
            (ManuscriptAction.publish, ManuscriptState.factChecked), (.schedule, .factChecked),
            (.withdraw, .published),
        ] {
            for role in [Role.writer, .factChecker] {
                #expect(outcome(action, state, role) == .failure(.needsRole([.editor])))
            }
        }
    }

    @Test func whatReadersHaveSeenIsNotDiscarded() {
        #expect(outcome(.discard, .draft, .writer) == .success(.discarded))
        #expect(outcome(.discard, .draft, .writer, isPublished: true) == .failure(.alreadyPublished))
        #expect(outcome(.restore, .discarded, .writer) == .success(.draft))
    }
}
