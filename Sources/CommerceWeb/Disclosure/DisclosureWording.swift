package import Kernel
import Markup

/// Words the advertiser disclosure from what the page was found to emit, and from nothing else.
package struct DisclosureWording: LetterDisclosureFiller {
    private let profile: DisclosureProfile

    package init(profile: DisclosureProfile) { self.profile = profile }

    package func disclosure(of emissions: Emissions) -> [UInt8] {
        guard let words = words(of: emissions) else { return [] }
        guard emissions.surface != .letter else {
            return LetterMarkup.disclosure(heading: words.heading, sentences: words.sentences)
        }
        var html = HTMLWriter()
        html.element(.aside, .class("disclosure"), .ariaLabel("Advertiser disclosure")) { html in
            html.element(.p) { html in
                html.element(.strong, text: words.heading)
                html.text(" \(words.sentences)")
            }
        }
        return html.bytes
    }

    package func text(of emissions: Emissions) -> String {
        words(of: emissions).map { "\($0.heading) \($0.sentences)" } ?? ""
    }

    /// `nil` when there is nothing to tell.
    private func words(of emissions: Emissions) -> (heading: String, sentences: String)? {
        let slots = emissions.paidAdvertisements + emissions.houseAdvertisements + emissions.openSpaces
        let earns = emissions.monetisedLinks > 0 || !emissions.advertisers.isEmpty
        switch emissions.surface {
        case .page: break
        // An item that earns nothing tells nothing: the page that it comes from says the rest.
        case .item: guard earns else { return nil }
        case .letter: guard earns || slots > 0 else { return nil }
        }
        let sentences =
            Self.paidMatter(emissions) + Self.slots(emissions) + links(emissions) + emissions.requiredSentences
        return (Self.heading(emissions), sentences.joined(separator: " "))
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
        let thing = emissions.surface.thing
        return ["\(payers) paid for what this \(thing) says. It is advertising, and not one of our articles."]
    }

    /// Nothing of slots in an item, which has none; in a mail and on an advertisement they are only told when there is something
    /// in one.
    private static func slots(_ emissions: Emissions) -> [String] {
        let areEmpty = emissions.paidAdvertisements + emissions.houseAdvertisements + emissions.openSpaces == 0
        switch emissions.surface {
        case .item: return []
        case .letter: if areEmpty { return [] }
        case .page: break
        }
        guard !emissions.advertisers.isEmpty else { return [advertising(emissions)] }
        return areEmpty ? [] : [advertising(emissions).uppercasedFirst]
    }

    static func advertising(_ emissions: Emissions) -> String {
        let house = emissions.houseAdvertisements
        let paid = emissions.paidAdvertisements
        let place = "\(emissions.surface == .page ? "on" : "in") this \(emissions.surface.thing)"
        switch emissions.openSpaces {
        case 0: break
        case 1: return "advertisers may pay for one space \(place); what stands in it is labelled."
        default:
            return
                "advertisers may pay for \(word(emissions.openSpaces)) spaces \(place); what stands there is labelled."
        }
        switch (paid, house) {
        case (0, 0): return "this \(emissions.surface.thing) carries no advertisement."
        case (0, 1): return "the one advertisement \(place) is our own, and labelled."
        case (0, _): return "the \(word(house)) advertisements \(place) are our own, and labelled."
        case (1, _): return "one advertiser pays for space \(place); it is labelled."
        default: return "advertisers pay for \(word(paid)) spaces \(place); each is labelled."
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

extension Surface {
    /// As a reader calls it.
    fileprivate var thing: String {
        switch self {
        case .page: "page"
        case .item: "item"
        case .letter: "mail"
        }
    }
}
