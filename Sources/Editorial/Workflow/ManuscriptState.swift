import Database

/// How far a manuscript has come.
package enum ManuscriptState: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    /// Being written; a published article may stand unchanged meanwhile.
    case draft
    case inReview = "in-review"
    /// Somebody who did not write it has checked what it states; the text stands still from here on.
    case factChecked = "fact-checked"
    /// It publishes itself at its time.
    case scheduled
    case published
    /// Readers are told that it was taken back, and why.
    case withdrawn
    /// Given up before it was ever published; it can be taken up again.
    case discarded

    /// Whether its text may be changed.
    package var isOpen: Bool { self == .draft || self == .inReview }

    /// As it is said on screen.
    package var name: String {
        switch self {
        case .draft: "Draft"
        case .inReview: "In review"
        case .factChecked: "Fact-checked"
        case .scheduled: "Scheduled"
        case .published: "Published"
        case .withdrawn: "Withdrawn"
        case .discarded: "Discarded"
        }
    }
}
