import Database
import Kernel

/// How the desk's lists of sources and facts are searched: each word that was typed must stand somewhere in an entry.
///
/// The lists are short beside the articles, so a scan serves; case and diacritics count for nothing.
enum LibrarySearch {
    private static let mostWords = 8
    private static let longestWord = 80

    /// What is kept beside an entry to be searched.
    static func text(_ parts: [String?]) -> String {
        LetterFolding.folded(parts.compactMap(\.self).joined(separator: "\n"))
    }

    /// What an entry is ordered by.
    static func order(_ name: String) -> String {
        LetterFolding.folded(String(name.prefix(300)))
    }

    /// A condition that holds for entries with every word of `query`; for all entries when it has none.
    static func condition(_ query: String, in column: SQL) -> SQL {
        let words = LetterFolding.folded(String(query.prefix(500))).split(whereSeparator: \.isWhitespace)
            .filter { !$0.utf8.contains(0) }.prefix(mostWords)
        return words.reduce("1 = 1") { condition, word in
            "\(condition) AND \(column) LIKE \(String(word.prefix(longestWord)).likePattern) ESCAPE '!'"
        }
    }
}
