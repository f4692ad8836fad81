/// Words and phrases with what becomes of a comment that has one.
package struct WordList: Sendable {
    package enum Effect: String, Sendable, Hashable, CaseIterable { case refuse, hold, allow }

    package struct Entry: Sendable, Hashable {
        package let pattern: WordPattern
        package let effect: Effect

        package init(_ pattern: WordPattern, _ effect: Effect) {
            self.pattern = pattern
            self.effect = effect
        }
    }

    package let entries: [Entry]
    private let matcher: WordMatcher

    package init(_ entries: [Entry] = []) {
        self.entries = entries
        matcher = WordMatcher(entries.map(\.pattern))
    }

    /// The entries that a text has; one within an allowed phrase doesn’t count.
    func found(in text: FoldedText) -> [Entry] {
        var found: [Entry] = []
        for words in [text.plain, text.disguised].compactMap(\.self) {
            let matches = matcher.matches(in: words)
            let allowed = matches.filter { entries[$0.pattern].effect == .allow }.map(\.words)
            for match in matches where entries[match.pattern].effect != .allow {
                guard !allowed.contains(where: { $0.contains(match.words) }) else { continue }
                let entry = entries[match.pattern]
                if !found.contains(entry) { found.append(entry) }
            }
        }
        return found
    }
}
