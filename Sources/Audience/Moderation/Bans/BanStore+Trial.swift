import Database
package import Kernel

/// What a ban would have kept out lately.
package struct BanTrial: Sendable, Hashable {
    package static let days = 30
    /// So many of the last comments are looked at.
    package static let most = 2000

    /// How many of them were looked at.
    package let examined: Int
    package let count: Int
    /// Some of those that it would have kept out, the newest first.
    package let latest: [ModeratedComment]
}

extension BanStore {
    /// Tries a ban on the comments of the last days.
    ///
    /// - Throws: ``Problem`` of kind `invalid`, as ``add(_:by:)``.
    package func trial(_ draft: BanDraft, at moment: Timestamp, showing limit: Int = 10) async throws -> BanTrial {
        try draft.check()
        return try await database.read { connection in
            let (kind, value, network) = try Self.target(draft.target, connection)
            let start = moment.advanced(by: .seconds(-BanTrial.days * 86_400))
            var condition: SQL = "posted >= \(start) AND state <> 'deleted'"
            if let network { condition = "\(condition) AND network = \(network) AND network_day = \(value)" }
            let comments = try connection.all(
                ModeratedComment.self,
                """
                SELECT \(ModeratedComment.columns) FROM comment WHERE \(condition)
                ORDER BY posted DESC, id DESC LIMIT \(BanTrial.most)
                """)
            let kept: [ModeratedComment]
            switch kind {
            case .network: kept = comments
            case .handle:
                let folded = FoldedText(value).plain
                kept = comments.filter { FoldedText($0.handle).plain == folded }
            case .words:
                let matcher = WordMatcher([try WordPattern(value)])
                kept = comments.filter { comment in
                    let text = FoldedText(comment.text)
                    return [text.plain, text.disguised].compactMap(\.self).contains {
                        !matcher.matches(in: $0).isEmpty
                    }
                }
            }
            return BanTrial(examined: comments.count, count: kept.count, latest: Array(kept.prefix(limit)))
        }
    }
}
