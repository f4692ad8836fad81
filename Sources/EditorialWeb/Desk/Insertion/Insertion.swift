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

    init(_ evaluation: ListedEvaluation) {
        slug = evaluation.slug
        label = evaluation.title
        let products = evaluation.products == 1 ? "one product" : "\(evaluation.products) products"
        let criteria = evaluation.criteria == 1 ? "one criterion" : "\(evaluation.criteria) criteria"
        detail = "\(products), \(criteria)"
        markdown = ":evaluation[\(evaluation.slug)]"
    }

    init(_ product: Product) {
        slug = product.slug
        label = product.name
        detail = product.maker
        markdown = ":product[\(product.slug)]"
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
