import Audience
import HTTPSupport
import Kernel
import Testing

@testable import AudienceWeb

@Suite struct DecisionFormTests {
    private static let comment = "0197c0de-0000-7000-8000-000000000001"

    private func form(_ fields: [(String, String)]) -> FormBody {
        FormBody(fields: fields.map { FormBody.Field(name: $0.0, value: $0.1) })
    }

    @Test func aButtonNamesItsCommentAndBoxesNameTheirs() throws {
        let one = try DecisionForm(form([("do", "remove:abuse \(Self.comment) held.0.3"), ("subject", "ignored")]))
        #expect(one.decision == .remove(.abuse))
        #expect(one.subjects.map(\.seen) == [CommentVersion(state: .held, edited: 0, action: 3)])
        let many = try DecisionForm(
            form([
                ("do", "approve"), ("subject", "\(Self.comment) shown.5.0"), ("subject", "\(Self.comment) held.0.0"),
            ]))
        #expect(many.decision == .approve && many.subjects.count == 2)
        let chosen = try DecisionForm(
            form([("do", "remove"), ("reason", "off-topic"), ("subject", "\(Self.comment) held.0.0")]))
        #expect(chosen.decision == .remove(.offTopic))
    }

    @Test(arguments: [
        [], [("do", "")], [("do", "approve")], [("do", "burn \(comment) held.0.0")],
        [("do", "remove \(comment) held.0.0")], [("do", "remove:envy \(comment) held.0.0")],
        [("do", "approve \(comment)")], [("do", "approve \(comment) held")], [("do", "approve x held.0.0")],
        [("do", "approve"), ("subject", "")], [("do", "approve"), ("subject", "\(comment)  held.0.0")],
    ])
    func whatNamesNothingIsRefused(fields: [(String, String)]) {
        #expect(throws: Problem.self) { try DecisionForm(form(fields)) }
    }

    @Test func anAddressOfTheListIsReadAsItIsWritten() throws {
        var address = QueueAddress(QueueFilter(show: .all, handle: "Ann & Lee", text: "50% = half"))
        address.position = QueuePosition(calm: -90, moment: 7, comment: try #require(Comment.ID(Self.comment)))
        #expect(try QueueAddress(address.text) == address)
        #expect(QueueAddress().text.isEmpty)
        #expect(try QueueAddress("?show=nothing&article=x&after=1.2&handle=%20").filter == QueueFilter())
        #expect(throws: Problem.self) { try QueueAddress("?text=%zz") }
    }
}

private typealias Comment = Audience.Comment
