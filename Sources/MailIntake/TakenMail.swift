/// A mail that came in.
package struct TakenMail: Sendable, Hashable {
    /// To whom the envelope has it; where a mailbox doesn’t tell, empty.
    package let recipients: [String]
    package let bytes: [UInt8]

    package init(recipients: [String], bytes: [UInt8]) {
        self.recipients = recipients
        self.bytes = bytes
    }
}

/// Keeps mail that came in, whatever it is; when it throws, the mail stays with whoever has it.
package typealias MailKeeper = @Sendable (TakenMail) async throws -> Void
