package import Kernel

/// The server that takes mail over for delivery (RFC 6409), and how it is spoken to.
package struct MailServer: Sendable, Hashable {
    package enum Security: String, Sendable, Hashable, CaseIterable {
        /// A plain connection becomes a secure one before anything is said (RFC 3207); without that nothing is sent.
        case startTLS = "starttls"
        /// A plain connection becomes a secure one where the server offers it, with whatever certificate it has; nobody signs in
        /// over one that didn’t.
        case opportunistic
        /// Secure from the first byte (RFC 8314).
        case tls
        /// Never secure: for a server on the same machine.
        case none
    }

    package let host: String
    package let port: Int
    package let security: Security
    /// Who signs in there; empty where nobody has to.
    package let user: String
    package let password: String
    /// From whom the mail comes.
    package let sender: EmailAddress

    package init(
        host: String, port: Int, security: Security, user: String = "", password: String = "", sender: EmailAddress
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.password = password
        self.sender = sender
    }
}
