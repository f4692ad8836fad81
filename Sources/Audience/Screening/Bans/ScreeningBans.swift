package import Kernel

/// Bans in force, made ready to be looked up.
package struct ScreeningBans: Sendable {
    private let handles: Set<[UInt8]>
    private let words: WordMatcher
    private let networks: [CalendarDay: Set<[UInt8]>]

    /// - Parameters:
    ///   - handles: Names as they are written; compared folded.
    ///   - words: Words and phrases that no comment may have.
    ///   - networks: Networks of comments, hashed for ``NetworkDigest/ofComments``.
    package init(handles: [String] = [], words: [WordPattern] = [], networks: [NetworkDigest] = []) {
        self.handles = Set(handles.map { FoldedText($0).plain })
        self.words = WordMatcher(words)
        self.networks = Dictionary(grouping: networks, by: \.day).mapValues { Set($0.map(\.bytes)) }
    }

    /// The days whose keys must be kept while these hold.
    package var days: Set<CalendarDay> { Set(networks.keys) }

    /// What of a comment is banned, in a sentence for moderators; `nil` for nothing.
    func reason(for submission: Submission, _ text: FoldedText, _ hasher: any NetworkHasher) -> String? {
        if !handles.isEmpty, handles.contains(FoldedText(submission.handle).plain) { return "The handle is banned." }
        if let network = submission.network {
            for (day, banned) in networks {
                let digest = hasher.digest(of: network, for: NetworkDigest.ofComments, at: day.start)
                if banned.contains(digest.bytes) { return "The network that it came from is banned." }
            }
        }
        let hasWord = [text.plain, text.disguised].compactMap(\.self).contains { !words.matches(in: $0).isEmpty }
        return hasWord ? "It has a word that is banned." : nil
    }
}
