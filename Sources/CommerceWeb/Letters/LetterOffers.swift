package import Commerce
import Kernel

/// Knows the clicks of advertisements in mails.
package struct LetterOffers: Sendable {
    /// In bytes; longer ones are no edition’s.
    private static let longestPath = 100

    private let advertising: LetterAdvertising
    private let offers: OfferMaker
    /// A mail’s address can be followed again and again, which an offer on a page can’t; so of one network one counts in ten minutes.
    let judge = HitJudge(rates: HitRateFilter { _ in 1 })

    package init(advertising: LetterAdvertising, offers: OfferMaker) {
        self.advertising = advertising
        self.offers = offers
    }

    /// The text of an offer for a click of now; `nil` when the creative is in no edition at that path.
    func offer(of creative: Creative.ID, in page: String) async throws -> String? {
        guard page.utf8.count <= Self.longestPath, page.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            try await advertising.isOut(creative, in: page)
        else { return nil }
        return offers.text(of: creative, in: .newsletter, onPage: page)
    }
}
