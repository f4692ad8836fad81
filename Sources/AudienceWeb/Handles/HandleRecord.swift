import Audience
import Kernel
import Markup

/// All that is kept of somebody, as a file for them.
struct HandleRecord {
    let record: HandlePrivacy.Record
    let origin: String

    var json: JSONValue {
        .object([
            "name": .string(record.handle.name), "since": .string(record.handle.made.rfc3339),
            "address": record.address.map { .string($0.text) },
            "addressConfirmed": record.handle.kept.map { .string($0.rfc3339) },
            "toldOfAnswers": .bool(record.handle.notifies),
            "comments": .array(record.comments.map(json)),
            "recommended": .strings(record.recommended.map { address(of: $0) }),
            "reported": .array(
                record.reported.map { report in
                    .object([
                        "comment": .string(address(of: report.comment)), "reason": .string(report.reason),
                        "note": .string(report.note), "sent": .string(report.made.rfc3339),
                    ])
                }),
        ])
    }

    private func json(_ comment: Comment) -> JSONValue {
        .object([
            "address": .string(address(of: comment.id)), "state": .string(comment.state.rawValue),
            "posted": .string(comment.posted.rfc3339), "edited": comment.edited.map { .string($0.rfc3339) },
            "answers": comment.parent.map { .string(address(of: $0)) }, "recommendations": .integer(comment.votes),
            "text": .string(comment.text), "appeal": record.appeals[comment.id].map(json),
        ])
    }

    private func json(_ appeal: Appeal) -> JSONValue {
        .object([
            "text": .string(appeal.text), "sent": .string(appeal.made.rfc3339),
            "decided": .bool(appeal.decision != nil),
        ])
    }

    private func address(of comment: Comment.ID) -> String {
        origin + DiscussionRoute.comment(comment.description).path
    }
}
