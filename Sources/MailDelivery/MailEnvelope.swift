package import Kernel

/// A finished message, and from whom to whom it goes.
package struct MailEnvelope: Sendable {
    /// Where a bounce goes, as of `ReturnPaths`.
    package let sender: EmailAddress
    package let recipient: EmailAddress
    /// Header and body; lines end in CR LF.
    package let message: [UInt8]
    let isASCII: Bool
    /// The recipient’s, in lower case: what is throttled.
    let domain: String

    package init(from sender: EmailAddress, to recipient: EmailAddress, message: [UInt8]) {
        self.sender = sender
        self.recipient = recipient
        self.message = message
        // All of it, which is quicker than to look at each byte by itself.
        isASCII = message.reduce(0, |) < 0x80
        domain = recipient.host.lowercased()
    }
}
