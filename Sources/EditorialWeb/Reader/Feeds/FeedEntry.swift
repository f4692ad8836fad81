import Editorial
import Kernel

/// An article in a feed: its short answer, and the rest on the site, where figures carry their sources.
struct FeedEntry {
    let article: ArticleSummary
    let authors: [Person]
    let topics: [Topic]
    /// The short answer as plain text: citations would lead nowhere outside the page.
    let answer: String

    init(_ published: PublishedArticle) {
        article = published.summary
        authors = published.authors
        topics = published.topics
        answer = published.answer.plainText
    }
}
