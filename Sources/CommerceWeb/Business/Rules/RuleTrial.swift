import Commerce
import HTTPSupport
import Kernel
import Markup

/// What would become of an address that somebody asks about.
struct RuleTrial {
    enum Answer {
        case refused(AddressFault)
        case plain(domain: String?)
        case earns(LiveRules.Match, address: String, way: LinkWay)
    }

    let asked: String
    let answer: Answer

    init(of asked: String, by rules: LiveRules, on day: CalendarDay) {
        self.asked = asked
        do throws(AddressFault) {
            let address = try MerchantAddress(asked)
            if let match = rules.matchByRulesAlone(asked, on: day) {
                answer = .earns(
                    match, address: match.address(subID: SubID(page: "/an-article", place: .text)),
                    way: rules.way(of: match))
            } else {
                answer = .plain(domain: address.registrableDomain)
            }
        } catch {
            answer = .refused(error)
        }
    }

    func write(into html: inout HTMLWriter) {
        html.element(.div, .class("notice"), .role("status")) { html in
            switch answer {
            case .refused(let fault): html.element(.p, text: fault.message)
            case .plain(let domain):
                html.element(
                    .p,
                    text:
                        "It stays a plain link: no live rule is for this path of \(domain ?? "this host"), and no link "
                        + "that was made by hand.")
            case .earns(let match, let address, let way):
                html.element(.p) { html in
                    html.text("In an article it would become ")
                    html.element(.code, text: address)
                }
                html.element(.p, .class("hint")) { html in
                    html.text("\(match.partner.name), ")
                    html.element(
                        .a, .href(OfficeRoute.programme(match.programme.id.description).path),
                        text: match.programme.name)
                    html.text(", by ")
                    switch match.reason {
                    case .rule(let id):
                        html.element(.a, .href(OfficeRoute.merchantRule(id.description).path), text: "this rule")
                    case .link(let slug):
                        html.element(
                            .a, .href(OfficeRoute.affiliateLink(slug.description).path), text: "this link made by hand")
                    }
                    html.text(
                        match.programme.allowsRedirects ? ", over /go on this site." : ", without a detour over /go.")
                }
                if way != .earning {
                    html.element(.p, .class("hint"), text: "At present it is not used: \(way.reason).")
                }
            }
        }
    }
}
