/// Why a mail was not taken over.
package enum MailFailure: Error, Sendable, Hashable {
    /// Nobody answers there, or the connection broke off.
    case notConnected
    /// No secure connection could be made where one is wanted.
    case insecure
    /// The server doesn’t know this user with this password.
    case signInRefused
    /// The server took something amiss, with its reply (RFC 5321 §4.2); 4xx is for now, 5xx for good.
    case refused(reply: Int)
    case timedOut
}
