package import Kernel
package import Markdown

/// Everything that a reader's page of an article shows, rendered and numbered.
package struct PublishedArticle: Sendable, Hashable {
    /// A fact of the “More about …” list.
    package struct ListedFact: Sendable, Hashable {
        package let fact: Fact
        /// The position of its source among ``PublishedArticle/sources``, from 1.
        package let sourceNumber: Int

        package init(fact: Fact, sourceNumber: Int) {
            self.fact = fact
            self.sourceNumber = sourceNumber
        }
    }

    package let summary: ArticleSummary
    package let topics: [Topic]
    package let authors: [Person]
    package let reviewers: [Person]
    /// When somebody last checked the whole article, if anybody did.
    package let reviewed: Timestamp?
    package let answer: RenderedMarkdown
    package let body: RenderedMarkdown
    package let about: String
    package let facts: [ListedFact]
    /// In the order of their first citation; position + 1 is the number that the text shows.
    package let sources: [Source]
    /// Newest first.
    package let corrections: [Correction]
    package let related: [ArticleSummary]
    /// The revision that this is.
    package let revision: Int
    /// The comparisons that the body shows, in its order, each once.
    package let evaluations: [EvaluationSheet]
    /// The first image of the body, which stands for the article elsewhere.
    package let leadImage: Image?

    package init(
        summary: ArticleSummary, topics: [Topic], authors: [Person], reviewers: [Person], reviewed: Timestamp?,
        answer: RenderedMarkdown, body: RenderedMarkdown, about: String, facts: [ListedFact], sources: [Source],
        corrections: [Correction], related: [ArticleSummary], revision: Int,
        evaluations: [EvaluationSheet] = [], leadImage: Image? = nil
    ) {
        self.summary = summary
        self.topics = topics
        self.authors = authors
        self.reviewers = reviewers
        self.reviewed = reviewed
        self.answer = answer
        self.body = body
        self.about = about
        self.facts = facts
        self.sources = sources
        self.corrections = corrections
        self.related = related
        self.revision = revision
        self.evaluations = evaluations
        self.leadImage = leadImage
    }
}
