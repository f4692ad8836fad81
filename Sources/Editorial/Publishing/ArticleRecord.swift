import Kernel
import Markdown

/// An article as it was read, before its texts are set.
struct ArticleRecord: Sendable {
    let summary: ArticleSummary
    let topics: [Topic]
    let authors: [Person]
    let reviewers: [Person]
    let reviewed: Timestamp?
    let answer: String
    let body: String
    let about: String
    let listedFacts: [Slug]
    let facts: [Fact]
    let sources: [Source]
    let images: [Image]
    let corrections: [Correction]
    let related: [ArticleSummary]
    let revision: Int
    let evaluations: [EvaluationSheet]
    let products: [Product]

    /// Sets the texts and numbers the citations, on from the answer over the body to the list of facts.
    func set(today: CalendarDay) -> PublishedArticle {
        let factsBySlug = Dictionary(facts.map { ($0.slug, $0) }) { first, _ in first }
        let sourcesBySlug = Dictionary(sources.map { ($0.slug, $0) }) { first, _ in first }
        let evaluationsBySlug = Dictionary(evaluations.map { ($0.evaluation.slug, $0) }) { first, _ in first }
        let imagesBySlug = Dictionary(images.map { ($0.slug, $0) }) { first, _ in first }
        let renderer = MarkdownRenderer(
            facts: factsBySlug, sources: sourcesBySlug, evaluations: evaluationsBySlug,
            products: Dictionary(products.map { ($0.slug, $0) }) { first, _ in first }, images: imagesBySlug,
            today: today)
        var page = MarkdownPage()
        let answer = renderer.render(MarkdownDocument(answer), on: &page)
        let bodyText = MarkdownDocument(body)
        let body = renderer.render(bodyText, on: &page)
        let shown = bodyText.images.lazy.compactMap { $0.slug.flatMap { imagesBySlug[$0] } }
        let listed = listedFacts.compactMap { factsBySlug[$0] }.map { fact in
            PublishedArticle.ListedFact(fact: fact, sourceNumber: page.citations.cite(fact.source).number)
        }
        return PublishedArticle(
            summary: summary, topics: topics, authors: authors, reviewers: reviewers, reviewed: reviewed,
            answer: answer, body: body, about: about, facts: listed,
            sources: page.citations.sources.compactMap { sourcesBySlug[$0] }, corrections: corrections,
            related: related, revision: revision,
            evaluations: bodyText.evaluationsInOrder.compactMap { evaluationsBySlug[$0] }, leadImage: shown.first)
    }
}
