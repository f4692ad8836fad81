import Database
import Kernel

/// Reads what belongs to some comments, in as few statements as there are kinds of it.
struct QueueDetails {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// In the order that was asked for; what isn’t there any more is left out.
    func comments(_ identifiers: [Comment.ID]) throws -> [QueuedComment] {
        guard !identifiers.isEmpty else { return [] }
        let own = try comments(with: identifiers)
        let places = try places(identifiers)
        let beside = try comments(
            with: Array(
                Set(
                    own.values.compactMap(\.parent)
                        + places.values.flatMap { [$0.before, $0.after] }.compactMap(\.self))))
        let findings: [Comment.ID: [Finding]] = try grouped(
            "SELECT * FROM comment_finding WHERE comment IN \(list: identifiers) ORDER BY comment, risk DESC, place")
        let flags: [Comment.ID: [ReaderFlag]] = try grouped(
            "SELECT * FROM comment_flag WHERE comment IN \(list: identifiers) ORDER BY comment, made, id")
        let appeals: [Comment.ID: [Appeal]] = try grouped(
            "SELECT * FROM comment_appeal WHERE comment IN \(list: identifiers)")
        let decisions: [Comment.ID: [ModerationAction]] = try grouped(Self.standingDecisions(identifiers))
        let authors = try authors(Array(Set(own.values.map(\.handle))))
        return identifiers.compactMap { identifier in
            guard let comment = own[identifier], let place = places[identifier] else { return nil }
            return QueuedComment(
                comment: comment,
                version: CommentVersion(
                    state: comment.state, edited: comment.edited?.milliseconds ?? 0, action: place.action),
                risk: place.risk, since: place.since, findings: findings[identifier] ?? [],
                flags: flags[identifier] ?? [], appeal: appeals[identifier]?.first,
                decision: decisions[identifier]?.last, answered: comment.parent.flatMap { beside[$0] },
                before: place.before.flatMap { beside[$0] }, after: place.after.flatMap { beside[$0] },
                author: authors[comment.handle]
                    ?? HandleRecord(handle: comment.handle, counts: [:], latest: []))
        }
    }

    /// Where a comment stands in the queue and in its discussion.
    private struct Place {
        let risk: Int
        let since: Timestamp?
        let action: Int
        let before: Comment.ID?
        let after: Comment.ID?
    }

    private func places(_ identifiers: [Comment.ID]) throws -> [Comment.ID: Place] {
        let rows = try connection.rows(
            """
            SELECT own.id, queued.calm, queued.since,
                (SELECT max(number) FROM moderation_action
                    WHERE moderation_action.comment = own.id AND aspect = 'state') AS action,
                (SELECT beside.id FROM comment AS beside
                    WHERE beside.state = 'shown' AND beside.article = own.article
                        AND (beside.posted, beside.id) < (own.posted, own.id)
                    ORDER BY beside.posted DESC, beside.id DESC LIMIT 1) AS before_it,
                (SELECT beside.id FROM comment AS beside
                    WHERE beside.state = 'shown' AND beside.article = own.article
                        AND (beside.posted, beside.id) > (own.posted, own.id)
                    ORDER BY beside.posted, beside.id LIMIT 1) AS after_it
            FROM comment AS own LEFT JOIN moderation_queue AS queued ON queued.comment = own.id
            WHERE own.id IN \(list: identifiers)
            """)
        return try Dictionary(
            rows.map { row in
                let calm: Int? = try row.value("calm")
                let action: Int? = try row.value("action")
                return try (
                    row.value("id"),
                    Place(
                        risk: -(calm ?? 0), since: row.value("since"), action: action ?? 0,
                        before: row.value("before_it"), after: row.value("after_it"))
                )
            }
        ) { first, _ in first }
    }

    private func comments(with identifiers: [Comment.ID]) throws -> [Comment.ID: ModeratedComment] {
        let all = try connection.all(
            ModeratedComment.self,
            "SELECT \(ModeratedComment.columns) FROM comment WHERE id IN \(list: identifiers)")
        return Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
    }

    private func grouped<Part: RowDecodable>(_ statement: SQL) throws -> [Comment.ID: [Part]] {
        var parts: [Comment.ID: [Part]] = [:]
        for row in try connection.rows(statement) {
            try parts[row.value("comment"), default: []].append(Part(row: row))
        }
        return parts
    }

    private func authors(_ handles: [String]) throws -> [String: HandleRecord] {
        var counts: [String: [ModeratedState: Int]] = [:]
        let rows = try connection.rows(
            "SELECT handle, state, count(*) AS number FROM comment WHERE handle IN \(list: handles) GROUP BY handle, state"
        )
        for row in rows {
            try counts[row.value("handle"), default: [:]][row.value("state")] = row.value("number")
        }
        return try Dictionary(
            handles.map { handle in
                (handle, HandleRecord(handle: handle, counts: counts[handle] ?? [:], latest: try latest(of: handle)))
            }
        ) { first, _ in first }
    }

    /// Its newest comments; of each state by the index, then those of all.
    private func latest(of handle: String) throws -> [ModeratedComment] {
        let limit = ModerationQueue.latestOfHandle
        let newest = try ModeratedState.allCases.flatMap { state in
            try connection.all(
                ModeratedComment.self,
                """
                SELECT \(ModeratedComment.columns) FROM comment WHERE handle = \(handle) AND state = \(state)
                ORDER BY posted DESC LIMIT \(limit)
                """)
        }
        return Array(newest.sorted { ($0.posted, $0.id) > ($1.posted, $1.id) }.prefix(limit))
    }

    /// For each comment the decisions on its state that stand, the last at the end.
    private static func standingDecisions(_ identifiers: [Comment.ID]) -> SQL {
        """
        SELECT * FROM moderation_action AS standing
        WHERE comment IN \(list: identifiers) AND aspect = 'state' AND what <> 'undo'
            AND NOT EXISTS (SELECT 1 FROM moderation_action WHERE undoes = standing.number)
        ORDER BY number
        """
    }
}
