/// Two people's changes to one text, brought together.
///
/// Changes to different lines, or to different words of a line with at least one unchanged word between them, are both
/// taken. What else overlaps is a conflict, which keeps what either wrote.
package struct TextMerge: Sendable, Hashable {
    /// A stretch that both changed, each in another way.
    package struct Conflict: Sendable, Hashable {
        package let base: String
        package let mine: String
        package let theirs: String
    }

    /// A stretch of the merged text.
    package enum Part: Sendable, Hashable {
        case merged(String)
        case conflict(Conflict)
    }

    /// Whose words to take.
    package enum Side: Sendable, Hashable {
        case mine, theirs
    }

    package let parts: [Part]

    package init(base: String, mine: String, theirs: String) {
        self.init(base: base, mine: mine, theirs: theirs, cut: TextPieces.lines)
    }

    private init(base: String, mine: String, theirs: String, cut: (String) -> TextPieces, isByWords: Bool = false) {
        let (basePieces, minePieces, theirPieces) = (cut(base), cut(mine), cut(theirs))
        var numbering = PieceNumbering()
        let (baseNumbers, mineNumbers) = (basePieces.numbers(&numbering), minePieces.numbers(&numbering))
        let theirNumbers = theirPieces.numbers(&numbering)
        var merge = ThreeWayChunks(base: baseNumbers, mine: mineNumbers, theirs: theirNumbers)
        if isByWords {
            merge.join { chunk in !chunk.base.contains { basePieces.isWord($0) } }
        }
        var parts: [Part] = []
        for chunk in merge.chunks {
            let (old, my) = (baseNumbers[chunk.base], mineNumbers[chunk.mine])
            let their = theirNumbers[chunk.theirs]
            if my == their || old == their {
                Self.add(.merged(minePieces.text(chunk.mine)), to: &parts)
            } else if old == my {
                Self.add(.merged(theirPieces.text(chunk.theirs)), to: &parts)
            } else {
                let conflict = Conflict(
                    base: basePieces.text(chunk.base), mine: minePieces.text(chunk.mine),
                    theirs: theirPieces.text(chunk.theirs))
                let reworded = isByWords ? nil : Self.mergedByWords(conflict)
                Self.add(reworded.map { .merged($0) } ?? .conflict(conflict), to: &parts)
            }
        }
        self.parts = parts
    }

    /// The merged text, or `nil` when there are conflicts.
    package var text: String? { conflicts.isEmpty ? text(choosing: .mine) : nil }

    package var conflicts: [Conflict] {
        parts.compactMap { if case .conflict(let conflict) = $0 { conflict } else { nil } }
    }

    /// The merged text with one side's words wherever there is a conflict.
    package func text(choosing side: Side) -> String {
        parts.map { part in
            switch part {
            case .merged(let text): text
            case .conflict(let conflict): side == .mine ? conflict.mine : conflict.theirs
            }
        }.joined()
    }

    /// Beyond this many bytes no words are compared: both have written the text anew.
    private static let longestStretch = 100_000

    private static func mergedByWords(_ conflict: Conflict) -> String? {
        let sizes = [conflict.base.utf8.count, conflict.mine.utf8.count, conflict.theirs.utf8.count]
        guard let longest = sizes.max(), longest <= longestStretch else { return nil }
        return TextMerge(
            base: conflict.base, mine: conflict.mine, theirs: conflict.theirs, cut: TextPieces.words, isByWords: true
        ).text
    }

    private static func add(_ part: Part, to parts: inout [Part]) {
        if case .merged(let text) = part {
            if text.isEmpty { return }
            if case .merged(let before) = parts.last {
                parts[parts.count - 1] = .merged(before + text)
                return
            }
        }
        parts.append(part)
    }
}
