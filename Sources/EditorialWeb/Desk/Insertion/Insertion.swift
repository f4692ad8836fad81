import Editorial
import HTTPSupport
import Kernel
import Markup

/// Something that the editor can put into a text.
struct Insertion {
    let slug: Slug
    let label: String
    let detail: String
    /// What is written into the text.
    let markdown: String

    init(_ fact: Fact) {
        slug = fact.slug
        label = fact.label
        detail = "\(fact.displayValue), as of \(fact.asOf.written)"
        markdown = ":fact[\(fact.slug)]"
    }

    init(_ source: Source) {
        slug = source.slug
        label = source.title
        detail = SourceWords.imprint(source)
        markdown = ":cite[\(source.slug)]"
    }

    init(_ article: ArticleSummary) {
        slug = article.slug
        label = article.title
        detail = "\(article.section.name), \(article.published.localDay.written)"
        markdown = "[\(Self.escaped(article.title))](\(Route.article(article.slug).path))"
    }

    var json: JSONValue {
        .object([
            "slug": .string(slug.description), "label": .string(label), "detail": .string(detail),
            "markdown": .string(markdown),
        ])
    }

    /// A text in which nothing means anything in Markdown.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "\\`*_[]<>&~|".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
