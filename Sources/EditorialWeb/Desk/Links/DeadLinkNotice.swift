import Editorial
import HTTPSupport
import Kernel
import Markup

/// Which links of the text that readers see are dead, for whoever looks at its manuscript; nothing when none is.
struct DeadLinkNotice {
    let links: [TroubledLink]

    func write(into html: inout HTMLWriter) {
        guard !links.isEmpty else { return }
        html.element(.div, .class("notice")) { html in
            html.element(.p) { html in
                html.text(
                    links.count == 1
                        ? "A link of the published article is dead. "
                        : "\(links.count) links of the published article are dead. ")
                html.element(.a, .href(OfficeRoute.deadLinks.path), text: "See what was found")
            }
            html.element(.ul) { html in
                for link in links {
                    html.element(.li) { $0.element(.code, text: link.address) }
                }
            }
        }
    }
}
