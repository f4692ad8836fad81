import Audience
import Mail
import MailDelivery

extension Delivery.Outcome {
    /// What the ledger has to know of what the mail server did.
    ///
    /// - Parameter domain: The recipient’s.
    init(_ outcome: DeliveryOutcome, at domain: some StringProtocol) {
        switch outcome {
        case .accepted: self = .sent
        case .refusedForNow(let reply, _):
            self = reply.failure == .full ? .full(Self.words(reply)) : .soft(Self.words(reply))
        // Whoever it was for: the server doesn’t want this sender, or has no room.
        case .refusedForGood(let reply, .sender): self = .halted(Self.words(reply))
        case .refusedForGood(let reply, _): self.init(refusal: reply, at: domain)
        case .uncertain(let fault): self = .unknown(Self.words(fault))
        case .notSent(let reason): self.init(reason)
        }
    }

    private init(refusal reply: SMTPReply, at domain: some StringProtocol) {
        switch reply.failure {
        case .deadAddress: self = .hard(Self.words(reply))
        case .full: self = .full(Self.words(reply))
        case .policy:
            self = .halted(Self.words(reply), cause: "\(reply.status?.description ?? "") \(domain.lowercased())")
        case .system, .temporary: self = .soft(Self.words(reply))
        case .other: self = .refused(Self.words(reply))
        }
    }

    private init(_ reason: NotSent) {
        switch reason {
        case .noConnection(.insecure), .noConnection(.signInRefused), .paused(.fault):
            self = .halted(Self.words(reason))
        case .tooLarge, .needs8BitMIME: self = .halted(Self.words(reason), cause: Self.words(reason))
        case .held(let duration): self = .held(Self.words(reason), for: duration)
        // The one that was refused says what it means.
        case .noConnection, .paused(.policy), .paused(.asked), .cancelled: self = .untried(Self.words(reason))
        }
    }

    /// Why, in the words of the ledger; empty for what was sent.
    var reason: String {
        switch self {
        case .sent: ""
        case .untried(let reason), .held(let reason, _), .unwanted(let reason), .soft(let reason), .full(let reason),
            .hard(let reason), .refused(let reason), .halted(let reason, _), .unknown(let reason):
            reason
        }
    }

    private static func words(_ reply: SMTPReply) -> String {
        let status = reply.status.map { reply.text.hasPrefix("\($0)") ? "" : "\($0) " } ?? ""
        return "\(reply.code) \(status)\(reply.text)"
    }

    private static func words(_ fault: ConnectionFault) -> String {
        switch fault {
        case .notConnected: "Nobody answers at the mail server."
        case .insecure:
            "No secure connection to the mail server can be made; look at its certificate and at “mail.security”."
        case .signInRefused(let reply):
            "The mail server doesn’t take “mail.username” and “mail.password”: \(words(reply))"
        case .turnedAway(let reply): "The mail server turned us away: \(words(reply))"
        case .dropped: "The connection to the mail server broke off."
        case .timedOut: "The mail server didn’t answer in time."
        case .garbled: "The mail server said what makes no sense."
        }
    }

    private static func words(_ reason: NotSent) -> String {
        switch reason {
        case .noConnection(let fault), .paused(.fault(let fault)): words(fault)
        case .held: "The mail server or the recipient’s domain is left alone for a while."
        case .paused(.policy(let reply)): "Others were refused: \(words(reply))"
        case .paused(.asked), .cancelled: "Sending was stopped before its turn."
        case .tooLarge(let limit): "The mail server takes no mail of more than \(limit) bytes."
        case .needs8BitMIME: "The mail server takes ASCII alone."
        }
    }
}
