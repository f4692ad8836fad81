import Editorial
import HTTPSupport
import Kernel
import Markup
import Pictures

/// An article as structured data (schema.org, JSON-LD).
struct ArticleData {
    let article: PublishedArticle
    let shell: any PageShell

    var json: JSONValue {
        let summary = article.summary
        let address = shell.address(of: .article(summary.slug))
        return .object([
            "@context": "https://schema.org",
            "@type": "Article",
            "@id": .string("\(address)#article"),
            "mainEntityOfPage": .string(address),
            "headline": .string(summary.title),
            "description": .string(summary.description),
            "inLanguage": .string(shell.site.language),
            "isAccessibleForFree": .bool(true),
            "articleSection": .string(summary.section.name),
            "keywords": .strings(article.topics.map(\.name)),
            "image": .array(images.map { .string(shell.address(of: $0)) }),
            "datePublished": .string(summary.published.rfc3339),
            "dateModified": .string(summary.updated.rfc3339),
            "author": .array(article.authors.map(person)),
            "editor": article.reviewers.isEmpty ? nil : .array(article.reviewers.map(person)),
            "publisher": shell.organisation,
            "mainEntity": summary.kind == .evaluation && !article.evaluations.isEmpty
                ? .array(article.evaluations.map { EvaluationData(sheet: $0, shell: shell).json }) : nil,
            "citation": article.sources.isEmpty ? nil : .array(article.sources.map(citation)),
            "correction": article.corrections.isEmpty
                ? nil
                : .array(
                    article.corrections.map {
                        .object([
                            "@type": "CorrectionComment", "text": .string($0.text),
                            "datePublished": .string($0.date.description),
                        ])
                    }),
        ])
    }

    /// The article's first image in the proportions of previews and in its own, or the site's card.
    private var images: [Route] {
        guard let image = article.leadImage else { return [.asset("card.png")] }
        let forms = [image.variants(.card).last, image.fallback].compactMap(\.self)
        return forms.map { .media($0.name.description) }
    }

    private func person(_ person: Person) -> JSONValue {
        .object([
            "@type": "Person", "name": .string(person.name), "jobTitle": .string(person.role),
            "url": .string(shell.address(of: .person(person.slug))),
        ])
    }

    private func citation(_ source: Source) -> JSONValue {
        .object([
            "@type": "CreativeWork", "name": .string(source.title), "url": .string(source.address),
            "author": source.author.map { .object(["@type": "Person", "name": .string($0)]) },
            "publisher": .object(["@type": "Organization", "name": .string(source.publisher)]),
            "datePublished": source.published.map { .string($0.description) },
        ])
    }
}
