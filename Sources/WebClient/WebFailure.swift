/// Why there was no answer.
package enum WebFailure: Error, Sendable, Hashable {
    /// Not an `http` or `https` address, or one with a name and password in it.
    case addressInvalid
    /// The address leads where the policy forbids to go.
    case addressForbidden
    case hostUnknown
    /// Nobody listens there, or the connection broke off.
    case notConnected
    case timedOut
    case tooManyRedirects
    /// A redirect led back to an address that was asked before.
    case redirectLoop
    /// The header fields are longer than the limit.
    case headerTooLong
    /// No secure connection could be made, as when a certificate has run out.
    case insecure
    /// What came was no HTTP.
    case notUnderstood
    /// The task was cancelled.
    case cancelled
}
