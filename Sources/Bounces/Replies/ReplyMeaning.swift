/// What an answer to an edition wants.
package enum ReplyMeaning: Sendable, Hashable {
    /// Its writer wants no more of them.
    case leaves
    /// A program answered: nothing is to be done.
    case automatic
    /// A person wrote something else.
    case letter

    /// In whatever language is read here, in lower case.
    private static let words: Set<String> = [
        "unsubscribe", "stop", "leave", "remove", "abmelden", "abbestellen", "désabonner", "désinscrire",
        "désabonnement", "cancelar", "baja", "afmelden", "uitschrijven", "disiscrivimi", "cancellami", "avregistrera",
        "afmeld", "wypisz", "отписаться",
    ]
    /// What people write beside them.
    private static let fillers: Set<String> = [
        "please", "me", "now", "thanks", "thank", "you", "this", "these", "the", "your", "from", "list", "mailing",
        "newsletter", "newsletters", "mails", "emails", "email", "mail", "bitte", "mich", "vom", "svp", "moi",
    ]
    private static let marks = ["re:", "aw:", "sv:", "antw:", "fw:", "fwd:", "wg:", "re :"]
    /// In words: what is longer is a letter.
    private static let longestWish = 10

    /// - Parameters:
    ///   - bytes: The mail as it came.
    ///   - isAsked: Whether it came to an address that is for leaving alone, which takes no words.
    package init(_ bytes: [UInt8], isAsked: Bool) {
        let mail = MIMEPart(bytes)
        if Self.isFromProgram(mail) {
            self = .automatic
            return
        }
        var subject = EncodedText.decoded(mail["subject"] ?? "").lowercased().trimmingSpaces
        while let mark = Self.marks.first(where: { subject.hasPrefix($0) }) {
            subject = String(subject.dropFirst(mark.count)).trimmingSpaces
        }
        let lines = MailSummary.words(of: mail).split { $0.isNewline }.lazy.map {
            String($0.prefix(1000)).trimmingSpaces
        }
        let first = lines.first { !$0.isEmpty } ?? ""
        if Self.isWish(subject) || !first.hasPrefix(">") && Self.isWish(first.lowercased()) {
            self = .leaves
        } else if AutoReply.isOne(mail) {
            self = .automatic
        } else {
            self = isAsked ? .leaves : .letter
        }
    }

    /// Reports, lists and vacation notices (RFC 3834); a mail that a mail program made for its owner is theirs.
    private static func isFromProgram(_ mail: MIMEPart) -> Bool {
        let submitted = mail["auto-submitted"]?.trimmingSpaces.lowercased() ?? ""
        let precedence = mail["precedence"]?.trimmingSpaces.lowercased() ?? ""
        let from = (mail["from"] ?? "").lowercased()
        return submitted.hasPrefix("auto-replied") || submitted.hasPrefix("auto-notified")
            || ["bulk", "list", "junk", "auto_reply"].contains(precedence)
            || mail.type == "multipart/report" || mail["list-id"] != nil
            || mail["return-path"]?.trimmingSpaces == "<>"
            || ["x-autoreply", "x-autorespond", "x-vacation"].contains { mail[$0] != nil }
            || ["mailer-daemon", "postmaster"].contains { from.contains($0) }
    }

    /// Whether a line says one of the words and nothing against it.
    private static func isWish(_ line: String) -> Bool {
        let words = line.split { !($0.isLetter || $0 == "’" || $0 == "'") }.map(String.init)
        guard words.count <= longestWish else { return false }
        let rest = words.filter { !fillers.contains($0) }
        return rest.count == 1 && Self.words.contains(rest[0])
    }
}
