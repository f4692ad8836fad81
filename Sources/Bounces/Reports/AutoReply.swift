/// Answers that programs give (RFC 3834).
enum AutoReply {
    private static let fields = ["x-autoreply", "x-autorespond", "x-auto-response-suppress", "x-vacation"]
    private static let subjects = [
        "out of office", "out of the office", "automatic reply", "auto-reply", "autoreply", "auto reply", "vacation",
        "away from my", "abwesenheit", "automatische antwort", "réponse automatique", "absence", "respuesta automática",
        "risposta automatica", "on leave", "自動", "自动回复", "부재중",
    ]

    static func isOne(_ mail: MIMEPart) -> Bool {
        let submitted = mail["auto-submitted"]?.lowercased() ?? ""
        if submitted.hasPrefix("auto-replied") {
            // Some servers say this of bounces: those come from nobody.
            return !isFromNobody(mail)
        }
        if isFromNobody(mail) { return false }
        if fields.contains(where: { mail[$0] != nil }) { return true }
        if let precedence = mail["precedence"]?.lowercased(), precedence.contains("auto_reply") { return true }
        let subject = mail["subject"]?.lowercased() ?? ""
        return subjects.contains { subject.contains($0) }
    }

    /// The empty sender, or one of those that report failures.
    private static func isFromNobody(_ mail: MIMEPart) -> Bool {
        let sender = (mail["from"] ?? "").lowercased()
        return mail["return-path"]?.trimmingSpaces == "<>" && !sender.contains("@") || sender.contains("mailer-daemon")
            || sender.contains("postmaster") || sender.contains("mail delivery")
    }
}
