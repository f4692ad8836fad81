/// What a language built on Markdown brings along: what its insertions become, and which images there are.
package protocol MarkdownMatter: Sendable {
    /// Sets an insertion where it stands.
    func set(_ insertion: String, in setting: inout MarkdownSetting)

    /// Sets what of an insertion had to wait for the end of the link that it stands in.
    func setAfterLink(_ insertion: String, in setting: inout MarkdownSetting)

    /// Sets an image within its line.
    ///
    /// - Returns: Whether there is an image at the address; its alternative text is set otherwise.
    func setImage(at address: String, alternative: String, in setting: inout MarkdownSetting) -> Bool

    /// Sets an image that is a paragraph of its own.
    ///
    /// - Returns: Whether there is an image at the address.
    func setFigure(at address: String, alternative: String, caption: String, in setting: inout MarkdownSetting) -> Bool

    /// Adds the words of an insertion.
    func append(_ insertion: String, to text: inout PlainText)
}

extension MarkdownMatter {
    /// The words of a text alone, each block on a line of its own.
    package func plainText(of events: ArraySlice<MarkdownEvent>) -> String {
        var text = PlainText()
        for event in events { text.append(event, self) }
        return text.finished
    }
}

/// Markdown and nothing else: no insertions, and for each image its alternative text.
package struct MarkdownAlone: MarkdownMatter {
    package init() {}

    package func set(_ insertion: String, in setting: inout MarkdownSetting) { setting.output.text(insertion) }

    package func setAfterLink(_ insertion: String, in setting: inout MarkdownSetting) {}

    package func setImage(at address: String, alternative: String, in setting: inout MarkdownSetting) -> Bool { false }

    package func setFigure(
        at address: String, alternative: String, caption: String, in setting: inout MarkdownSetting
    ) -> Bool { false }

    package func append(_ insertion: String, to text: inout PlainText) { text.append(insertion) }

    /// Sets a text on a page of its own.
    package func render(_ text: String) -> RenderedMarkdown {
        let parsed = ParsedMarkdown(text)
        var setting = MarkdownSetting(matter: self, events: parsed.events, page: MarkdownPage())
        setting.setAll()
        return RenderedMarkdown(
            pieces: setting.output.pieces, headings: setting.headings, plainText: plainText(of: parsed.events[...]))
    }
}
