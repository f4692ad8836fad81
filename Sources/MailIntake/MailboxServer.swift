/// A mailbox that is fetched by POP3 (RFC 1939).
package struct MailboxServer: Sendable, Hashable {
    package enum Security: String, Sendable, Hashable, CaseIterable {
        /// Secure from the first byte (RFC 8314).
        case tls
        /// A plain connection becomes a secure one (RFC 2595); without that nobody signs in.
        case startTLS = "starttls"
        /// Never secure: for a server on the same machine.
        case none
    }

    package let host: String
    package let port: Int
    package let security: Security
    package let user: String
    package let password: String

    package init(host: String, port: Int, security: Security, user: String, password: String) {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.password = password
    }
}

/// Why a mailbox could not be fetched.
package enum MailboxFault: Error, Sendable, Hashable {
    case notConnected
    case insecure
    case signInRefused
    case timedOut
    /// The server said what makes no sense, or a mail is longer than is taken.
    case refused
}
