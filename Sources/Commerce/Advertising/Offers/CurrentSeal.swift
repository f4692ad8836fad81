import Kernel
import Synchronization

/// The seal of the moment, for all who make or count offers on one server.
package final class CurrentSeal: Sendable {
    private let seal: Mutex<OfferSeal>

    package init(_ seal: OfferSeal) { self.seal = Mutex(seal) }

    package func replace(with seal: OfferSeal) { self.seal.withLock { $0 = seal } }

    /// The text of an offer; `nil` while there is no key.
    package func seal(_ offer: Offer) -> String? { current.seal(offer) }

    /// The text of offers that were made for one page load; `nil` for none, and while there is no key.
    package func seal(_ offers: [Offer]) -> String? { current.seal(offers) }

    /// The offer of a text that is for a creative, or any of its offers if none is; `nil` when the site didn’t make the text.
    package func open(_ text: some StringProtocol, naming creative: String = "") -> Offer? {
        current.open(text, naming: creative)
    }

    private var current: OfferSeal { seal.withLock { $0 } }
}
