package import Kernel
import Markdown

/// A text as it was understood, before any fact or source is known.
package struct MarkdownDocument: Sendable {
    /// A directive where it stands.
    struct Mention: Sendable, Hashable {
        let directive: Directive
        let written: String
        let line: Int
    }

    /// An image of the site's own where it stands.
    struct ImageMention: Sendable, Hashable {
        /// As it was written.
        let address: String
        /// Whether the text says itself what it shows.
        let hasAlternative: Bool
        let line: Int

        /// `nil` when the address cannot be that of an image.
        var slug: Slug? { LinkTarget.image(address) }
    }

    let events: [MarkdownEvent]
    /// For each event the line of the text that it comes from, from 1.
    let lines: [Int]
    let mentions: [Mention]
    let images: [ImageMention]
    /// What is wrong with the text whatever facts and sources there are.
    package let problems: [MarkdownProblem]

    /// Parses a text; the time it takes is proportional to the length.
    package init(_ text: String) {
        let parsed = ParsedMarkdown(text, with: Directive.syntax)
        var reader = DirectiveReader(parsed)
        reader.readAll()
        events = reader.events
        lines = reader.lines
        mentions = reader.mentions
        images = reader.images
        problems = reader.problems
    }

    /// The facts that the text shows.
    package var factSlugs: Set<Slug> {
        Set(mentions.compactMap { if case .fact(let slug, _) = $0.directive { slug } else { nil } })
    }

    /// The sources that the text cites itself, beside those of its facts.
    package var sourceSlugs: Set<Slug> {
        Set(mentions.compactMap { if case .cite(let slug) = $0.directive { slug } else { nil } })
    }

    /// The evaluations that the text shows.
    package var evaluationSlugs: Set<Slug> { Set(evaluationsInOrder) }

    /// The evaluations that the text shows, each once, in the order of reading.
    var evaluationsInOrder: [Slug] {
        var seen: Set<Slug> = []
        return mentions.compactMap { mention in
            if case .evaluation(let slug) = mention.directive, seen.insert(slug).inserted { slug } else { nil }
        }
    }

    /// The products that the text names itself.
    package var productSlugs: Set<Slug> {
        Set(mentions.compactMap { if case .product(let slug) = $0.directive { slug } else { nil } })
    }

    /// Whether its words depend on anything but itself.
    var showsMatter: Bool {
        mentions.contains { mention in
            switch mention.directive {
            case .fact, .evaluation, .product: true
            case .cite: false
            }
        }
    }

    /// Whether it has footnotes.
    var hasNotes: Bool {
        events.contains { event in
            switch event {
            case .open(.note), .leaf(.noteReference): true
            default: false
            }
        }
    }

    /// The images that the text shows.
    package var imageSlugs: Set<Slug> { Set(images.compactMap(\.slug)) }

    /// Everything for which publication refuses the text, by line.
    ///
    /// - Parameter known: The images that there are, by slug; what is missing here is told as unknown.
    package func problems(
        facts: Set<Slug>, sources: Set<Slug>, evaluations: Set<Slug> = [], products: Set<Slug> = [],
        images known: [Slug: Image] = [:]
    ) -> [MarkdownProblem] {
        let unknown = mentions.compactMap { mention -> MarkdownProblem? in
            switch mention.directive {
            case .fact(let slug, _) where !facts.contains(slug):
                MarkdownProblem(fault: .unknownFact, directive: mention.written, line: mention.line)
            case .cite(let slug) where !sources.contains(slug):
                MarkdownProblem(fault: .unknownSource, directive: mention.written, line: mention.line)
            case .evaluation(let slug) where !evaluations.contains(slug):
                MarkdownProblem(fault: .unknownEvaluation, directive: mention.written, line: mention.line)
            case .product(let slug) where !products.contains(slug):
                MarkdownProblem(fault: .unknownProduct, directive: mention.written, line: mention.line)
            case .fact, .cite, .evaluation, .product: nil
            }
        }
        let unready = images.compactMap { mention -> MarkdownProblem? in
            let image = mention.slug.flatMap { known[$0] }
            let fault: MarkdownProblem.Fault
            if let image {
                if image.licence == nil {
                    fault = .imageWithoutLicence
                } else if !mention.hasAlternative, image.alternative.isEmpty {
                    fault = .imageWithoutAlternative
                } else {
                    return nil
                }
            } else {
                fault = .unknownImage
            }
            return MarkdownProblem(fault: fault, directive: mention.address, line: mention.line)
        }
        return (problems + unknown + unready).sorted { $0.line < $1.line }
    }
}
