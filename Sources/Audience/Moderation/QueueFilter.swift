package import Kernel

/// Which comments somebody wants to look at.
package struct QueueFilter: Sendable, Hashable {
    package enum Show: String, Sendable, Hashable, CaseIterable {
        /// Held, flagged or appealed; the riskiest first, and the oldest of equal risk.
        case waiting
        case held, flagged, appealed
        /// The newest first.
        case removed, all

        package var isQueue: Bool { self != .removed && self != .all }
    }

    package var show: Show
    package var article: ArticleID?
    package var handle: String?
    /// What stands in the text.
    package var text: String?

    package init(show: Show = .waiting, article: ArticleID? = nil, handle: String? = nil, text: String? = nil) {
        self.show = show
        self.article = article
        self.handle = handle
        self.text = text
    }
}

/// Behind which comment a page of the list begins.
package struct QueuePosition: Sendable, Hashable {
    /// The place in the order of risk; 0 where the newest come first.
    package let calm: Int
    package let moment: Int64
    package let comment: Comment.ID

    package init(calm: Int, moment: Int64, comment: Comment.ID) {
        self.calm = calm
        self.moment = moment
        self.comment = comment
    }

    /// Reads what ``description`` writes.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let calm = Int(parts[0]), let moment = Int64(parts[1]),
            let comment = Comment.ID(parts[2])
        else { return nil }
        self.init(calm: calm, moment: moment, comment: comment)
    }
}

extension QueuePosition: CustomStringConvertible {
    package var description: String { "\(calm).\(moment).\(comment)" }
}

/// One page of the list.
package struct QueuePage: Sendable, Hashable {
    package let comments: [QueuedComment]
    /// Where the next page begins; `nil` for the last.
    package let next: QueuePosition?
}
