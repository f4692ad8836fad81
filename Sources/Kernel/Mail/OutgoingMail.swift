/// A mail of plain text to one person.
package struct OutgoingMail: Sendable, Hashable {
    package let recipient: EmailAddress
    /// One line.
    package let subject: String
    /// Lines that end in `\n`.
    package let text: String
    /// Where a POST stops such mails (RFC 8058); `nil` for one that somebody asked for just now.
    package let unsubscribe: String?

    package init(recipient: EmailAddress, subject: String, text: String, unsubscribe: String? = nil) {
        self.recipient = recipient
        self.subject = subject
        self.text = text
        self.unsubscribe = unsubscribe
    }
}

/// Hands mail to whoever delivers it.
package protocol MailSender: Sendable {
    /// Returns when somebody has taken the mail over; it may come back later all the same.
    func send(_ mail: OutgoingMail) async throws
}
