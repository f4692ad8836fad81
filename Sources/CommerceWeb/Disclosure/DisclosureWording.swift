package import Kernel
import Markup

/// Words the advertiser disclosure from what the page was found to emit, and from nothing else.
package struct DisclosureWording: DisclosureFiller {
    private let profile: DisclosureProfile

    package init(profile: DisclosureProfile) { self.profile = profile }

    package func disclosure(of emissions: Emissions) -> [UInt8] {
        // An item that earns nothing tells nothing: the page that it comes from says the rest.
        if emissions.surface == .item, emissions.monetisedLinks == 0, emissions.advertisers.isEmpty { return [] }
        var html = HTMLWriter()
        html.element(.aside, .class("disclosure"), .ariaLabel("Advertiser disclosure")) { html in
            html.element(.p) { html in
                html.element(.strong, text: Self.heading(emissions))
                let sentences =
                    Self.paidMatter(emissions) + Self.slots(emissions) + links(emissions) + emissions.requiredSentences
                html.text(" \(sentences.joined(separator: " "))")
            }
        }
        return html.bytes
    }

    /// Who pays for what stands there as a whole is told before anything else.
    private static func heading(_ emissions: Emissions) -> String {
        switch emissions.advertisers.count {
        case 0: "Advertiser disclosure:"
        case 1: "Advertisement by \(emissions.advertisers[0])."
        default: "Advertisements by \(emissions.advertisers.listed(by: "and"))."
        }
    }

    private static func paidMatter(_ emissions: Emissions) -> [String] {
        guard !emissions.advertisers.isEmpty else { return [] }
        let payers = emissions.advertisers.listed(by: "and")
        let place = emissions.surface == .page ? "page" : "item"
        return ["\(payers) paid for what this \(place) says. It is advertising, and not one of our articles."]
    }

    /// Nothing of slots in an item, which has none; on an advertisement they are only told when there is something in one.
    private static func slots(_ emissions: Emissions) -> [String] {
        guard emissions.surface == .page else { return [] }
        let areEmpty = emissions.paidAdvertisements + emissions.houseAdvertisements + emissions.openSpaces == 0
        guard !emissions.advertisers.isEmpty else { return [advertising(emissions)] }
        return areEmpty ? [] : [advertising(emissions).uppercasedFirst]
    }

    static func advertising(_ emissions: Emissions) -> String {
        let house = emissions.houseAdvertisements
        let paid = emissions.paidAdvertisements
        switch emissions.openSpaces {
        case 0: break
        case 1: return "advertisers may pay for one space on this page; what stands in it is labelled."
        default:
            return
                "advertisers may pay for \(word(emissions.openSpaces)) spaces on this page; what stands there is labelled."
        }
        switch (paid, house) {
        case (0, 0): return "this page carries no advertisement."
        case (0, 1): return "the one advertisement on this page is our own, and labelled."
        case (0, _): return "the \(word(house)) advertisements on this page are our own, and labelled."
        case (1, _): return "one advertiser pays for space on this page; it is labelled."
        default: return "advertisers pay for \(word(paid)) spaces on this page; each is labelled."
        }
    }

    /// Nothing when no link earns: a notice that stands on every page tells nothing.
    private func links(_ emissions: Emissions) -> [String] {
        let count = emissions.monetisedLinks
        guard count > 0 else { return [] }
        let payers = emissions.partners.isEmpty ? "a partner" : emissions.partners.listed(by: "or")
        let links = count == 1 ? "the link" : "one of the \(Self.word(count)) links"
        let isOne = count == 1
        let all = isOne ? "The link" : "The \(Self.word(count)) links"
        return switch profile {
        case .us:
            ["If you buy through \(links) marked “\(profile.mark)”, we may earn a commission from \(payers)."]
        case .eu:
            [
                "\(all) marked “\(profile.mark)” \(isOne ? "is" : "are") advertising: "
                    + "we may earn a commission from \(payers) when you buy through \(isOne ? "it" : "one")."
            ]
        case .uk:
            [
                "Ad: \(all.lowercasedFirst) marked “\(profile.mark)” \(isOne ? "is an affiliate link" : "are affiliate links"); "
                    + "we may earn a commission from \(payers) when you buy through \(isOne ? "it" : "one")."
            ]
        }
    }

    private static func word(_ number: Int) -> String {
        let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        return words.indices.contains(number) ? words[number] : String(number)
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
    fileprivate var uppercasedFirst: String { prefix(1).uppercased() + dropFirst() }
}
