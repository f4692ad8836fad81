/// One thing that decides whether a domain’s mail is taken, and how it was found.
package struct DeliverabilityFinding: Sendable, Hashable {
    package enum Subject: String, Sendable, Hashable, CaseIterable {
        case senderPolicy = "SPF"
        case signature = "DKIM"
        case alignment = "DMARC"
        case reverseName = "PTR"
        case returnPath = "Return path"
        case names = "DNS"
    }

    package enum State: Sendable, Hashable {
        case good
        /// Works, and could be better.
        case weak
        /// Mailbox providers will refuse mail, or file it as spam.
        case bad
        /// Nobody could tell.
        case unknown
    }

    package let subject: Subject
    package let state: State
    package let detail: String
    /// What to add.
    package let record: DNSRecord?

    package init(_ subject: Subject, _ state: State, _ detail: String, record: DNSRecord? = nil) {
        self.subject = subject
        self.state = state
        self.detail = detail
        self.record = record
    }
}
