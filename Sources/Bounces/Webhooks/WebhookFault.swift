/// Why a provider’s notice isn’t taken.
package enum WebhookFault: Error, Sendable, Hashable {
    /// Its signature isn’t the provider’s, or is too old.
    case forged
    /// It is none that is understood.
    case unreadable
}
