import Audience
import HTTPSupport
import Kernel

/// Reads the form for a ban.
enum BanForm {
    /// - Throws: ``Problem`` of kind `invalid`.
    static func draft(_ form: FormBody) throws(Problem) -> BanDraft {
        let value = form["value"].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let target: BanDraft.Target
        switch form["kind"] {
        case "handle": target = .handle(value)
        case "words": target = .words(value)
        case "network":
            guard let comment = Comment.ID(form["comment"]) else { throw unknown }
            target = .network(of: comment)
        default: throw unknown
        }
        let days = form["days"].split(whereSeparator: \.isWhitespace).joined()
        guard days.isEmpty || Int(days) != nil else {
            let message = "Write a number of days, or nothing."
            throw Problem(
                .invalid, slug: "ban-invalid", title: "The ban can’t be set", detail: message,
                fieldErrors: [.init(field: "days", message: message)])
        }
        let reason = form["reason"].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return BanDraft(target: target, reason: reason, days: Int(days))
    }

    private static let unknown = Problem(
        .invalid, slug: "ban-unknown", title: "The ban can’t be set",
        detail: "Choose what is banned: a handle, a word or phrase, or the network of a comment.",
        fieldErrors: [.init(field: "kind", message: "Choose one of these.")])
}
