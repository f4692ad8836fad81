package import Kernel

/// What became of an article since it was first published, as its readers may know it.
package struct ArticleHistory: Sendable, Hashable {
    /// One text that the article had.
    package struct Version: Sendable, Hashable {
        /// Counts from 1 within its article.
        package let number: Int
        package let written: Timestamp
        /// What changed and why, in plain text; may be empty for the first.
        package let note: String
        /// Whether its text is kept from readers, because the article was withdrawn after it.
        package let isWithheld: Bool
        /// Whether readers may see the version before it as well, so that the two can be compared.
        package let isComparable: Bool
    }

    package enum Entry: Sendable, Hashable {
        case version(Version)
        /// A correction that no version's note tells of, such as one from before the article came to this site.
        case correction(Correction)
    }

    package let slug: Slug
    package let title: String
    package let section: Slug
    package let published: Timestamp
    /// The number of the version that readers see now.
    package let present: Int
    /// Newest first; one page of a list that may be long.
    package let entries: [Entry]
    /// The number before which the next page begins, or `nil` when this is the last.
    package let next: Int?
}

extension ArticleHistory {
    /// Puts corrections between the versions, by their days, unless a version tells of them itself.
    ///
    /// - Parameters:
    ///   - versions: Newest first.
    ///   - corrections: All of the article's.
    ///   - newer: When the version was written that comes before these in the list, if one does.
    ///   - isLast: Whether nothing older follows.
    static func entries(
        _ versions: [Version], _ corrections: [Correction], newer: Timestamp?, isLast: Bool, told: Set<String>
    ) -> [Entry] {
        let oldest = versions.last?.written.day
        var waiting = corrections.filter { correction in
            !told.contains(Self.note(of: correction)) && (newer.map { correction.date <= $0.day } ?? true)
                && (isLast || oldest.map { correction.date > $0 } ?? true)
        }.sorted { $0.date > $1.date }[...]
        var entries: [Entry] = []
        for version in versions {
            while let correction = waiting.first, correction.date > version.written.day {
                entries.append(.correction(correction))
                waiting.removeFirst()
            }
            entries.append(.version(version))
        }
        return entries + waiting.map(Entry.correction)
    }

    /// What the version that a correction came with has as its note.
    static func note(of correction: Correction) -> String { "Correction: \(correction.text)" }
}
