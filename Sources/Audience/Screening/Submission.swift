package import Kernel

/// What somebody wants to put under an article, as the screen sees it.
package struct Submission: Sendable, Hashable {
    package let article: ArticleID
    package let handle: String
    /// Whether nothing of this handle was ever shown.
    package let isFirst: Bool
    /// Whether it is another text for a comment that stands already.
    package let isEdit: Bool
    /// Markdown.
    package let text: String
    /// Where it came from; `nil` when that is unknown.
    package let network: AddressPrefix?
    /// When its form was made, as the form itself says under a seal; `nil` when the seal is missing or wrong.
    package let formMade: Timestamp?
    /// A text that no other form has, for the proof of work; empty when the seal is missing or wrong.
    package let formNonce: String
    /// What a browser found for the form’s ``WorkChallenge``; empty for nothing.
    package let work: String
    /// What was filled into the field that people don’t see.
    package let trap: String
    package let at: Timestamp

    package init(
        article: ArticleID, handle: String, isFirst: Bool, isEdit: Bool, text: String, network: AddressPrefix?,
        formMade: Timestamp?, formNonce: String = "", work: String = "", trap: String, at: Timestamp
    ) {
        self.article = article
        self.handle = handle
        self.isFirst = isFirst
        self.isEdit = isEdit
        self.text = text
        self.network = network
        self.formMade = formMade
        self.formNonce = formNonce
        self.work = work
        self.trap = trap
        self.at = at
    }
}
