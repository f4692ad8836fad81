import Editorial
import HTTPSupport
import Kernel
import Markup

/// The dead links of published articles, for the desk’s first page.
struct DeadLinkLines {
    let links: [TroubledLink]
    let longest: Int

    func write(into html: inout HTMLWriter) {
        html.element(.section) { html in
            html.element(.h2, text: "Dead links")
            guard !links.isEmpty else {
                return html.element(
                    .p, .class("empty"), text: "Links of published articles whose page is gone stand here.")
            }
            html.element(.ul, .class("lines")) { html in
                for link in links.prefix(longest) {
                    html.element(.li) { html in
                        html.element(.p, .class("line-title")) {
                            $0.element(.a, .class("address"), .href(OfficeRoute.deadLinks.path), text: link.address)
                        }
                        html.element(.p, .class("hint")) { html in
                            html.text("\(AddressHealthWords(link.health).line) · in ")
                            html.text(link.articles.map { "“\($0.title)”" }.joined(separator: ", "))
                        }
                    }
                }
            }
            if links.count > longest {
                html.element(.p, .class("hint")) { html in
                    html.text("And \(links.count - longest) more, under ")
                    html.element(.a, .href(OfficeRoute.deadLinks.path), text: "Links")
                    html.text(".")
                }
            }
        }
    }
}
