import Foundation
import Kernel

extension LetterFills {
    /// As it is kept with an edition.
    var kept: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// `nil` for what isn’t in that form.
    init?(kept: String) {
        guard let fills = try? JSONDecoder().decode(LetterFills.self, from: Data(kept.utf8)) else { return nil }
        self = fills
    }
}
