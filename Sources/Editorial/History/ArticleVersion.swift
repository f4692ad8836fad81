package import Kernel
package import Markdown

/// An article as it once was, set as readers could read it then.
package struct ArticleVersion: Sendable, Hashable {
    package let number: Int
    package let written: Timestamp
    /// When the next version took its place; `nil` for the present one.
    package let replaced: Timestamp?
    package let note: String
    /// The article's address now.
    package let slug: Slug
    package let draft: ArticleDraft
    package let authors: [Person]
    package let reviewers: [Person]
    package let answer: RenderedMarkdown
    package let body: RenderedMarkdown
    package let facts: [PublishedArticle.ListedFact]
    /// In the order of their first citation, and described as they are known now.
    package let sources: [Source]
    /// Facts that the version shows and whose value at that time is not on record; the earliest on record stands there.
    package let unrecorded: [Fact]
}

/// What a reader may have of a version.
package enum VersionAnswer<Value: Sendable>: Sendable {
    case found(Value)
    /// The article was withdrawn after it, and came back with another text.
    case withheld
}

/// What changed from one version to the one after it, in the words that readers saw.
package struct VersionChange: Sendable, Hashable {
    /// A part of the article, such as its title.
    package struct Part: Sendable, Hashable {
        package enum Name: String, Sendable, Hashable, CaseIterable {
            case address, title, answer, text, facts, authors, reviewers, sources
        }

        package let name: Name
        package let change: TextDiff
    }

    package let slug: Slug
    package let title: String
    package let section: Slug
    package let earlier: Int
    package let earlierWritten: Timestamp
    package let later: Int
    package let laterWritten: Timestamp
    package let note: String
    /// Whether readers see the later one now.
    package let isPresent: Bool
    /// Only the parts that differ.
    package let parts: [Part]
}

extension ArticleVersion {
    /// The version in words, part by part, to be compared with another.
    var words: [(name: VersionChange.Part.Name, text: String)] {
        [
            (.address, "/\(draft.slug)"), (.title, draft.title), (.answer, answer.plainText), (.text, body.plainText),
            (.facts, Self.lines(facts) { Self.line($0.fact) }), (.authors, Self.lines(authors, \.name)),
            (.reviewers, Self.lines(reviewers, \.name)),
            (.sources, Self.lines(sources) { "\($0.title), \($0.publisher)" }),
        ]
    }

    private static func line(_ fact: Fact) -> String {
        "\(fact.label): \(fact.displayValue), as of \(fact.asOf.written)"
    }

    private static func lines<Item>(_ items: [Item], _ line: (Item) -> String) -> String {
        items.map { line($0) + "\n" }.joined()
    }
}
