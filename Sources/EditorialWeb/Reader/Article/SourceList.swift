import Editorial
import Markup

/// The numbered sources at the end of an article.
struct SourceList {
    /// In the order of their numbers.
    let sources: [Source]
    /// Whether the commercial side may decorate the links, as on every article that is read now.
    var isDecorated = true

    func write(into html: inout HTMLWriter) {
        guard !sources.isEmpty else { return }
        html.element(.section, .class("sources"), .ariaLabelledby("sources")) { html in
            html.element(.h2, .id("sources"), text: "Sources")
            html.element(.ol) { html in
                for (index, source) in sources.enumerated() {
                    html.element(.li, .id("source-\(index + 1)")) {
                        SourceView(source: source, isDecorated: isDecorated).write(into: &$0)
                    }
                }
            }
        }
    }
}
