import Foundation
import Kernel

/// What is kept with an edition from the moment at which it begins to be sent: what others put into its letters, and what these say of the
/// site.
struct KeptLetter: Sendable, Hashable {
    let fills: LetterFills
    /// `nil` for an edition that was begun by a version of this program that asked each time.
    let facts: LetterFacts?

    private enum Key: String, CodingKey { case facts }

    init(fills: LetterFills, facts: LetterFacts?) {
        self.fills = fills
        self.facts = facts
    }

    /// `nil` for what isn’t in that form.
    init?(_ text: String) {
        guard let kept = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else { return nil }
        self = kept
    }

    /// As it is kept.
    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}

extension KeptLetter: Codable {
    // The fills stand at the top, as they did before there was anything beside them.
    init(from decoder: any Decoder) throws {
        fills = try LetterFills(from: decoder)
        facts = try decoder.container(keyedBy: Key.self).decodeIfPresent(LetterFacts.self, forKey: .facts)
    }

    func encode(to encoder: any Encoder) throws {
        try fills.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(facts, forKey: .facts)
    }
}
