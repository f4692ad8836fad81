/// What became of one message that was to be handed over.
package enum DeliveryOutcome: Sendable, Hashable {
    /// The server has taken it over.
    case accepted(SMTPReply)
    /// 4xx: it may be tried again after some minutes.
    case refusedForNow(SMTPReply, SMTPStage)
    /// 5xx: this message won’t be taken. What that says of the address is the reply’s ``SMTPReply/failure``.
    case refusedForGood(SMTPReply, SMTPStage)
    /// Its last byte was sent, and no reply came: nobody can tell whether it was taken, so it must not be sent again.
    case uncertain(ConnectionFault)
    /// Nothing of it was taken for sure: it may be sent later.
    case notSent(NotSent)
}

/// At which word of the conversation a message was refused.
package enum SMTPStage: String, Sendable, Hashable { case sender, recipient, data, content }

/// Why a connection came to nothing.
package enum ConnectionFault: Error, Sendable, Hashable {
    case notConnected
    /// No secure connection could be made where one is wanted, or its certificate isn’t that server’s.
    case insecure
    case signInRefused(SMTPReply)
    /// The server greeted with a refusal, or ended the session (421).
    case turnedAway(SMTPReply)
    /// It broke off.
    case dropped
    case timedOut
    /// The server said what makes no sense.
    case garbled
}

/// Why a message wasn’t sent.
package enum NotSent: Sendable, Hashable {
    case noConnection(ConnectionFault)
    /// The recipient’s domain or the whole server has to be left alone for this long.
    case held(Duration)
    case paused(DeliveryPause)
    case cancelled
    /// Longer than the server takes, in bytes.
    case tooLarge(limit: Int)
    /// The message has bytes that the server doesn’t take (RFC 6152).
    case needs8BitMIME
}

/// Why all sending stands still until somebody looks.
package enum DeliveryPause: Sendable, Hashable {
    /// Somebody asked for it.
    case asked
    /// A server refused for reasons of policy or authentication (5.7.x): whoever goes on makes it worse.
    case policy(SMTPReply)
    /// The server can’t be signed in to, or not be spoken to securely.
    case fault(ConnectionFault)
}
