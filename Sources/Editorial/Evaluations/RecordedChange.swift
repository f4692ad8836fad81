package import Kernel

/// One thing that a change made different.
package struct ChangeLine: Sendable, Hashable {
    /// What was changed, such as “Weight of ‘Noise’”.
    package let what: String
    /// `nil` when there was none before.
    package let before: String?
    /// `nil` when there is none after.
    package let after: String?

    package init(what: String, before: String?, after: String?) {
        self.what = what
        self.before = before
        self.after = after
    }

    private static let longestQuoted = 80

    /// The change in a few words, for notes.
    package var sentence: String {
        func short(_ text: String) -> String? {
            text.count <= Self.longestQuoted && !text.contains("\n") && !text.isEmpty ? text : nil
        }
        switch (before, after) {
        case (let before?, let after?):
            guard let before = short(before), let after = short(after) else { return "\(what) was reworded" }
            return "\(what) changed from \(before) to \(after)"
        case (nil, let after?): return "\(what) was added\(short(after).map { " (\($0))" } ?? "")"
        case (let before?, nil): return "\(what) was taken out\(short(before).map { " (it was \($0))" } ?? "")"
        case (nil, nil): return what
        }
    }
}

/// A change that was made; never changed once written.
package struct RecordedChange: Sendable, Hashable {
    /// Counts from 1 within what was changed.
    package let number: Int
    package let at: Timestamp
    package let by: Manuscript.Hand
    /// Why, in plain text; may be empty.
    package let reason: String
    package let lines: [ChangeLine]
}
