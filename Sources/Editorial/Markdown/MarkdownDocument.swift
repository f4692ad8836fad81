package import Kernel

/// A text as it was understood, before any fact or source is known.
package struct MarkdownDocument: Sendable {
    /// A directive where it stands.
    struct Mention: Sendable, Hashable {
        let directive: Directive
        let written: String
        let line: Int
    }

    let events: [MarkdownEvent]
    let mentions: [Mention]
    /// What is wrong with the text whatever facts and sources there are.
    package let problems: [MarkdownProblem]

    /// Parses a text; the time it takes is proportional to the length.
    package init(_ text: String) {
        self = MarkdownParser.parse(text)
    }

    init(events: [MarkdownEvent], mentions: [Mention], problems: [MarkdownProblem]) {
        self.events = events
        self.mentions = mentions
        self.problems = problems
    }

    /// The facts that the text shows.
    package var factSlugs: Set<Slug> {
        Set(mentions.compactMap { if case .fact(let slug, _) = $0.directive { slug } else { nil } })
    }

    /// The sources that the text cites itself, beside those of its facts.
    package var sourceSlugs: Set<Slug> {
        Set(mentions.compactMap { if case .cite(let slug) = $0.directive { slug } else { nil } })
    }

    /// Everything for which publication refuses the text, by line.
    package func problems(facts: Set<Slug>, sources: Set<Slug>) -> [MarkdownProblem] {
        let unknown = mentions.compactMap { mention -> MarkdownProblem? in
            switch mention.directive {
            case .fact(let slug, _) where !facts.contains(slug):
                MarkdownProblem(fault: .unknownFact, directive: mention.written, line: mention.line)
            case .cite(let slug) where !sources.contains(slug):
                MarkdownProblem(fault: .unknownSource, directive: mention.written, line: mention.line)
            case .fact, .cite: nil
            }
        }
        return (problems + unknown).sorted { $0.line < $1.line }
    }
}
