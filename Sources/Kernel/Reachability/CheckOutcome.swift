/// What asking for an address on the web came to.
package struct CheckOutcome: Sendable, Hashable {
    /// What it says of the page.
    package enum Verdict: String, Sendable, Hashable {
        /// The page is there.
        case found
        /// The page, or its whole site, is not there.
        case missing
        /// Something else kept us from seeing the page; it may well be there.
        case unclear
    }

    package let verdict: Verdict
    /// The HTTP status, when there was an answer.
    package let status: Int?
    /// What went wrong, in plain words; `nil` when nothing did.
    package let error: String?
    /// Where redirects led in the end.
    package let finalAddress: String?
    /// For how long the site wants to be left alone.
    package let retryAfter: Duration?

    package init(
        verdict: Verdict, status: Int? = nil, error: String? = nil, finalAddress: String? = nil,
        retryAfter: Duration? = nil
    ) {
        self.verdict = verdict
        self.status = status
        self.error = error
        self.finalAddress = finalAddress
        self.retryAfter = retryAfter
    }

    /// Judges an answer by its status (RFC 9110 §15).
    ///
    /// Only 404 and 410 say that the page isn’t there. A site that refuses us, limits us or is out of order says nothing
    /// about the page.
    package init(status: Int, finalAddress: String?, retryAfter: Duration? = nil) {
        let verdict: Verdict =
            switch status {
            case 200...299, 304: .found
            case 404, 410: .missing
            default: .unclear
            }
        self.init(
            verdict: verdict, status: status,
            error: verdict == .found ? nil : "The site answered with status \(status).",
            finalAddress: finalAddress, retryAfter: retryAfter)
    }

    /// Nobody answered, or not in HTTP; `isDefinite` when that is more than bad luck.
    package init(noAnswer error: String, isDefinite: Bool) {
        self.init(verdict: isDefinite ? .missing : .unclear, error: error)
    }

    /// The same, but taken for bad luck.
    package var doubted: CheckOutcome {
        CheckOutcome(
            verdict: verdict == .missing ? .unclear : verdict, status: status, error: error, finalAddress: finalAddress,
            retryAfter: retryAfter)
    }

    /// From how many addresses on it is suspicious that nobody answers.
    private static let enoughToDoubt = 3

    /// Whether nobody answered at all, so that our own network is the likelier cause.
    package static func suggestIsolation(_ outcomes: some Collection<CheckOutcome>) -> Bool {
        outcomes.count >= enoughToDoubt && outcomes.allSatisfy { $0.status == nil && $0.verdict != .found }
    }
}
