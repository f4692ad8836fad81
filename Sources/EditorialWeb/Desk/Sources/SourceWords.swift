import Editorial
import HTTPSupport
import Kernel
import Markup

/// Short phrases about a source.
enum SourceWords {
    /// Who wrote and published it, and when.
    static func imprint(_ source: Source) -> String {
        [source.author, source.publisher, source.published?.written].compactMap(\.self).joined(separator: ", ")
    }

    static func uses(_ uses: SourceUseCount) -> String {
        let articles = uses.articles == 1 ? "one article" : "\(uses.articles) articles"
        let facts = uses.facts == 1 ? "one fact" : "\(uses.facts) facts"
        switch (uses.articles, uses.facts) {
        case (0, 0): return uses.isUnused ? "not used" : "used before, and not now"
        case (0, _): return "in \(facts)"
        case (_, 0): return "in \(articles)"
        default: return "in \(articles) and \(facts)"
        }
    }
}
