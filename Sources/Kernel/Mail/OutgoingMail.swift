/// A mail of plain text to one person.
package struct OutgoingMail: Sendable, Hashable {
    package let recipient: EmailAddress
    /// One line.
    package let subject: String
    /// Lines that end in `\n`.
    package let text: String

    package init(recipient: EmailAddress, subject: String, text: String) {
        self.recipient = recipient
        self.subject = subject
        self.text = text
    }
}

/// Hands mail to whoever delivers it.
package protocol MailSender: Sendable {
    /// Returns when somebody has taken the mail over; it may come back later all the same.
    func send(_ mail: OutgoingMail) async throws
}
