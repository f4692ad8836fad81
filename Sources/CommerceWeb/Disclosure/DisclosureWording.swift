package import Kernel
import Markup

/// Words the advertiser disclosure from what the page was found to emit, and from nothing else.
package struct DisclosureWording: DisclosureFiller {
    package init() {}

    package func disclosure(of emissions: Emissions) -> [UInt8] {
        var html = HTMLWriter()
        html.element(.aside, .class("disclosure"), .ariaLabel("Advertiser disclosure")) { html in
            html.element(.p) { html in
                html.element(.strong, text: "Advertiser disclosure:")
                html.text(" \(Self.advertising(emissions)) \(Self.links(emissions))")
            }
        }
        return html.bytes
    }

    static func advertising(_ emissions: Emissions) -> String {
        let house = emissions.houseAdvertisements
        let paid = emissions.paidAdvertisements
        switch (paid, house) {
        case (0, 0): return "this page carries no advertisement."
        case (0, 1): return "the one advertisement on this page is our own, and labelled."
        case (0, _): return "the \(word(house)) advertisements on this page are our own, and labelled."
        case (1, _): return "one advertiser pays for space on this page; it is labelled."
        default: return "advertisers pay for \(word(paid)) spaces on this page; each is labelled."
        }
    }

    static func links(_ emissions: Emissions) -> String {
        switch emissions.monetisedLinks {
        case 0: "No link on it earns us money."
        case 1: "We may earn a commission when you buy through the link marked “paid link”."
        default: "We may earn a commission when you buy through the links marked “paid link”."
        }
    }

    private static func word(_ number: Int) -> String {
        let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        return words.indices.contains(number) ? words[number] : String(number)
    }
}
