import Kernel
import Synchronization

/// The seal of the moment, for all who make or count offers on one server.
package final class CurrentSeal: Sendable {
    private let seal: Mutex<OfferSeal>

    package init(_ seal: OfferSeal) { self.seal = Mutex(seal) }

    package func replace(with seal: OfferSeal) { self.seal.withLock { $0 = seal } }

    /// The text of an offer; `nil` while there is no key.
    package func seal(_ offer: Offer) -> String? { current.seal(offer) }

    /// The offer that a text stands for; `nil` when the site didn’t make it.
    package func open(_ text: some StringProtocol) -> Offer? { current.open(text) }

    private var current: OfferSeal { seal.withLock { $0 } }
}
