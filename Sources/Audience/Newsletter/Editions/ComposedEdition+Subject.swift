package import Kernel

extension ComposedEdition {
    /// The subject for somebody who wants to read about these topics: the edition’s own, unless it is the title of something that
    /// they don’t get.
    package func subject(for topics: Set<Slug>) -> String {
        let wanted = items(for: topics)
        let named = items.filter { Self.line($0.title) == edition.subject }
        guard !named.isEmpty, !named.contains(where: wanted.contains),
            let first = wanted.first(where: { EditionItem.Part.news.contains($0.part) })
        else { return edition.subject }
        return Self.line(first.title)
    }

    /// As the store makes a subject of a title.
    private static func line(_ title: String) -> String {
        title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
