import Editorial
import HTTPSupport
import Kernel
import Markup

/// The sources whose page is gone, for the desk's first page.
struct DeadSourceLines {
    /// The longest gone first.
    let sources: [CheckedSource]
    let longest: Int

    func write(into html: inout HTMLWriter) {
        html.element(.section) { html in
            html.element(.h2, text: "Dead sources")
            guard !sources.isEmpty else {
                return html.element(.p, .class("empty"), text: "Sources whose page is gone stand here.")
            }
            html.element(.ul, .class("lines")) { html in
                for checked in sources.prefix(longest) {
                    html.element(.li) { html in
                        html.element(.p, .class("line-title")) { html in
                            html.element(
                                .a, .href(OfficeRoute.source(checked.source.slug.description).path),
                                text: checked.source.title)
                        }
                        html.element(.p, .class("hint"), text: AddressHealthWords(checked.health).line)
                    }
                }
            }
            if sources.count > longest {
                html.element(.p, .class("hint")) { html in
                    html.text("And \(sources.count - longest) more, under ")
                    html.element(.a, .href("\(OfficeRoute.sources.path)?show=dead"), text: "Sources")
                    html.text(".")
                }
            }
        }
    }
}
