/// Why a question to the domain name system has no answer; that there is nothing of the kind at a name is an answer.
package enum DNSFailure: Error, Sendable, Hashable {
    /// No name server answered.
    case unreachable
    /// A name server answered that it cannot tell at present (SERVFAIL, REFUSED).
    case notAnswered
    /// The name cannot be one, or the answer cannot be read.
    case malformed
}

/// A host that takes a domain’s mail (RFC 5321 §5.1).
package struct MailExchanger: Sendable, Hashable {
    /// Lower ones are tried first.
    package let preference: Int
    package let host: String

    package init(preference: Int, host: String) {
        self.preference = preference
        self.host = host
    }
}

/// Asks the domain name system (RFC 1035); where there is nothing of the kind, an answer is empty.
package protocol DNSResolver: Sendable {
    /// The texts at a name, the strings of each joined.
    func texts(at name: String) async throws(DNSFailure) -> [String]
    /// The addresses of a host, of version 4 before those of version 6.
    func addresses(of host: String) async throws(DNSFailure) -> [IPAddress]
    /// The best first.
    func mailExchangers(of domain: String) async throws(DNSFailure) -> [MailExchanger]
    func names(of address: IPAddress) async throws(DNSFailure) -> [String]
}
