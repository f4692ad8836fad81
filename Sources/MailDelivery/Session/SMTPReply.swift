package import Mail

/// What a mail server answered (RFC 5321 §4.2).
package struct SMTPReply: Sendable, Hashable {
    /// 200 to 599.
    package let code: Int
    /// RFC 2034, where the server gives one that fits its code.
    package let status: EnhancedStatus?
    /// Its lines without their numbers, of visible letters only, at most ``longestText`` bytes.
    package let text: String

    package static let longestText = 1000

    package init(code: Int, status: EnhancedStatus? = nil, text: String = "") {
        self.code = code
        self.status = status
        self.text = text
    }

    package var isPositive: Bool { (200...299).contains(code) }

    /// What it says of the next mail to the same address; for a reply that isn’t positive.
    package var failure: FailureKind { FailureKind(status: status, reply: code, text: text) }
}
