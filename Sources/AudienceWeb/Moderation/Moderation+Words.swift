import Audience
import Kernel

extension RemovalReason {
    /// On buttons and in lists.
    var name: String {
        switch self {
        case .spam: "Spam"
        case .abuse: "Abuse"
        case .offTopic: "Off topic"
        case .illegal: "Illegal"
        case .personalData: "Personal data"
        case .duplicate: "Duplicate"
        case .other: "Other"
        }
    }

    /// After “removed”.
    var inSentence: String {
        switch self {
        case .spam: "as spam"
        case .abuse: "for abuse"
        case .offTopic: "as off topic"
        case .illegal: "as illegal"
        case .personalData: "for personal data in it"
        case .duplicate: "as a duplicate"
        case .other: "for another reason"
        }
    }
}

extension QueueFilter.Show {
    var name: String {
        switch self {
        case .waiting: "Waiting"
        case .held: "Held"
        case .flagged: "Flagged"
        case .appealed: "Appealed"
        case .removed: "Removed"
        case .all: "All"
        }
    }
}

extension ModeratedState {
    var name: String {
        switch self {
        case .shown: "Shown"
        case .held: "Held"
        case .removed: "Removed"
        case .deleted: "Deleted by its author"
        }
    }
}

extension ModerationAction {
    /// What was done, as the beginning of a sentence: “Removed as spam”.
    var words: String {
        switch what {
        case .approve: was == ModeratedState.shown.rawValue ? "Kept" : "Approved"
        case .remove: "Removed \(reason?.inSentence ?? "")"
        case .restore: "Restored"
        case .uphold: "Appeal turned down"
        case .highlight: "Highlighted"
        case .unhighlight: "Highlight taken back"
        case .byline: "Marked as written by \(became)"
        case .unbyline: "Mark of a byline taken off"
        case .close: "Discussion closed"
        case .reopen: "Discussion kept open"
        case .undo: "Took a decision back"
        }
    }
}

extension DecisionOutcome {
    /// What was done, and what was not, in a few sentences.
    var notice: String {
        var sentences: [String] = []
        let comments = Set(done.compactMap(\.comment)).count
        if let first = done.first {
            let what = done.last?.what == .highlight ? "Highlighted" : first.words
            sentences.append(comments > 1 ? "\(what): \(comments) comments." : "\(what).")
        }
        if overtaken.count == 1, let only = overtaken.first {
            sentences.append(done.isEmpty ? only.reason : "One was left as it is: \(only.reason)")
        } else if let first = overtaken.first {
            sentences.append("\(overtaken.count) were left as they are, the first since: \(first.reason)")
        }
        return sentences.joined(separator: " ")
    }
}

extension Duration {
    /// “4 minutes”, “3 hours”, “2 days”: the largest unit of which there is more than one.
    var roughly: String {
        let minutes = components.seconds / 60
        switch minutes {
        case ..<1: return "less than a minute"
        case 1: return "a minute"
        case ..<120: return "\(minutes) minutes"
        case ..<2880: return "\(minutes / 60) hours"
        default: return "\(minutes / 1440) days"
        }
    }
}

extension String {
    /// Its beginning, in whole words where there are some.
    func beginning(_ length: Int) -> String {
        guard count > length else { return self }
        let start = prefix(length)
        let words = start.lastIndex(of: " ").map { start[..<$0] } ?? start
        return "\(words) …"
    }
}
