import Commerce
import HTTPSupport
import Kernel

extension CommerceEvent {
    /// Where what it happened to is shown; `nil` for what has no page.
    var route: OfficeRoute? {
        switch kind {
        case .partner: .partner(subject)
        case .programme: .programme(subject)
        case .rule: .merchantRule(subject)
        case .link: .affiliateLink(subject)
        case .earnings: action == .started ? .earningImports : .unmatchedEarnings
        case .sponsoredArticle: .sponsoredArticle(subject)
        case .contact: .advertiserContacts(subject)
        case .billing: Slug(validating: subject).map { .billingTerms($0.description) } ?? .invoiceIssuer
        case .invoice: .invoice(subject)
        case .advertiser: .advertiser(subject)
        case .campaign: .campaign(subject)
        case .flight: .flight(subject)
        case .creative: .creative(subject)
        case .block: .advertisingBlocks
        case .houseAdvertisement: .houseAdvertisement(subject)
        }
    }
}

extension CommerceEvent.Kind {
    var word: String {
        switch self {
        case .earnings: "report"
        case .block: "block on the"
        case .houseAdvertisement: "house advertisement"
        case .contact: "contact of"
        default: rawValue
        }
    }
}

extension CommerceEvent.Action {
    var phrase: String {
        switch self {
        case .started: "added"
        case .changed: "changed"
        case .ended: "ended"
        }
    }
}
