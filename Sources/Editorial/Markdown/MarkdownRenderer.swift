package import Kernel
package import Markdown

/// Sets Markdown with directives as HTML; as with ``MarkdownSetting``, the result is inert whatever a text holds.
package struct MarkdownRenderer: Sendable {
    let facts: [Slug: Fact]
    let sources: [Slug: Source]
    let evaluations: [Slug: EvaluationSheet]
    let products: [Slug: Product]
    let images: [Slug: Image]
    let today: CalendarDay?

    /// Takes what directives may refer to.
    ///
    /// - Parameters:
    ///   - facts: The facts by slug.
    ///   - sources: The sources by slug, those of the facts included.
    ///   - evaluations: The evaluations by slug.
    ///   - products: The products by slug.
    ///   - images: The images by slug; any other is shown as its alternative text.
    ///   - today: The day against which facts are stale or not; without it none is.
    package init(
        facts: [Slug: Fact], sources: [Slug: Source], evaluations: [Slug: EvaluationSheet] = [:],
        products: [Slug: Product] = [:], images: [Slug: Image] = [:], today: CalendarDay?
    ) {
        self.facts = facts
        self.sources = sources
        self.evaluations = evaluations
        self.products = products
        self.images = images
        self.today = today
    }

    /// Sets texts that refer to nothing, such as a biography or a policy.
    package init() { self.init(facts: [:], sources: [:], today: nil) }

    /// Sets a text on a page of its own.
    package func render(_ text: String) -> RenderedMarkdown {
        var page = MarkdownPage()
        return render(MarkdownDocument(text), on: &page)
    }

    /// Sets a text on a page; a directive that refers to nothing known is shown as it was written.
    package func render(_ document: MarkdownDocument, on page: inout MarkdownPage) -> RenderedMarkdown {
        var setting = MarkdownSetting(matter: self, events: document.events, page: page)
        setting.setAll()
        page = setting.page
        return RenderedMarkdown(
            pieces: setting.output.pieces, headings: setting.headings, plainText: plainText(of: document))
    }

    /// The words of a text alone, each block on a line of its own.
    package func plainText(of document: MarkdownDocument) -> String { plainText(of: document.events[...]) }

    /// The same, with the dates of facts as readers see them.
    func datedText(of document: MarkdownDocument) -> String {
        var text = PlainText()
        for event in document.events {
            if case .leaf(.insertion(let written)) = event {
                append(written, to: &text, showsDates: true)
            } else {
                text.append(event, self)
            }
        }
        return text.finished
    }
}
