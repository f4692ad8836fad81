package import Kernel
package import Mail

/// A message that was sent, whatever its sender’s ledger calls it.
package enum SentMail {}

/// What was heard of a message after it had been handed over.
package struct MailEvent: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case failed(FailureKind)
        /// Some server still tries.
        case delayed(FailureKind)
        /// A reader called it spam (RFC 5965): whoever does is not to be written to again.
        case complained
    }

    /// How sure it is.
    package enum Source: String, Sendable, Hashable {
        /// Fields that a standard names.
        case report
        /// Words for people.
        case words
        /// A provider’s own notice.
        case notice
    }

    package let kind: Kind
    package let source: Source
    /// As the report has it; `nil` where it names none.
    package let address: EmailAddress?
    package let status: EnhancedStatus?
    /// In a server’s words, at most ``longestReason`` bytes of visible letters.
    package let reason: String
    /// The message, where the report went to the Return-Path of it, or has its header with it.
    package internal(set) var message: Identifier<SentMail>?
    /// The envelope’s sender of the message, as a provider’s notice has it.
    package let sender: String?

    package static let longestReason = 500

    init(
        _ kind: Kind, source: Source, address: EmailAddress?, status: EnhancedStatus? = nil, reason: String,
        message: Identifier<SentMail>? = nil, sender: String? = nil
    ) {
        self.kind = kind
        self.source = source
        self.address = address
        self.status = status
        self.sender = sender
        var visible = String.UnicodeScalarView()
        var length = 0
        for scalar in reason.unicodeScalars {
            length += UTF8.width(scalar)
            if length > Self.longestReason { break }
            visible.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        self.reason = String(visible).trimmingSpaces
        self.message = message
    }
}

/// What a mail that came back is.
package enum MailReport: Sendable, Hashable {
    /// Failures, delays and complaints; several where it tells of several recipients.
    case events([MailEvent])
    /// A program’s answer, such as that somebody is away: nothing to be done.
    case autoReply
    /// A report of success, or that a message went on elsewhere.
    case nothing
    /// Nothing that is understood: for a person to look at, never to be thrown away.
    case unparsed
}
