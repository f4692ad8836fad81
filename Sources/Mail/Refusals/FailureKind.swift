/// What became of a mail that wasn’t taken, as far as it matters for the next one.
package enum FailureKind: String, Sendable, Hashable, CaseIterable {
    /// The address doesn’t exist, or nobody reads it any more: it is not to be written to again.
    case deadAddress
    /// The mailbox has no room: it may have some later.
    case full
    /// The server wants no such mail, or doesn’t believe that it is ours: nothing that a reader can help, and
    /// reason to stop and look.
    case policy
    /// A server or the way to it failed.
    case system
    /// For now, of whatever reason: greylisting, or too many at a time.
    case temporary
    /// For good, of no reason that says anything of the address.
    case other

    /// From what a server said.
    ///
    /// - Parameters:
    ///   - status: Which goes before everything else.
    ///   - reply: A reply of SMTP, where there was one.
    ///   - text: What it said in words, which decides where the numbers say nothing.
    package init(status: EnhancedStatus?, reply: Int?, text: String) {
        let text = text.lowercased()
        let isForGood = status.map { $0.kind == 5 } ?? reply.map { $0 >= 500 } ?? true
        switch (status?.subject, status?.detail) {
        case (7, _): self = .policy
        case (2, 2): self = .full
        case (3, _), (4, _): self = .system
        case _ where !isForGood: self = FailureWords.meaning(of: text) == .full ? .full : .temporary
        // The others of 1 are about addresses that are ambiguous or fine, or about the sender’s.
        case (1, 0), (1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 0), (2, 1):
            self = FailureWords.meaning(of: text) ?? .deadAddress
        default: self = FailureWords.meaning(of: text) ?? (reply == 552 ? .full : .other)
        }
    }
}
