import Kernel

/// A hit with what its text says, before anybody looks whether it happened before.
struct Claim: Sendable {
    /// How far the clocks of a site’s servers may be apart.
    private static let tolerance = Duration.seconds(60)

    let hit: Hit
    /// `nil` when the site made no such offer.
    let offer: Offer?
    /// Why it can’t count; `nil` when it may.
    let fault: Hit.Outcome?

    init(_ hit: Hit, _ seal: CurrentSeal) {
        self.hit = hit
        offer = seal.open(hit.offer, naming: hit.creative)
        fault = Self.fault(hit, offer)
    }

    private static func fault(_ hit: Hit, _ offer: Offer?) -> Hit.Outcome? {
        guard let offer else { return .forged }
        if let fault = hit.fault { return fault }
        if hit.creative != offer.creative.description { return .swapped }
        if hit.at.advanced(by: tolerance) < offer.made { return .early }
        if offer.end(of: hit.event) < hit.at { return .expired }
        return nil
    }
}
