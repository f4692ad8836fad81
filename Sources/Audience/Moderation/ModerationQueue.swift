package import Database
import Kernel

/// Lists comments for moderators, with what they need to decide.
package struct ModerationQueue: Sendable {
    static let latestOfHandle = 3

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// - Parameter limit: How many at most, at least 1.
    package func page(
        _ filter: QueueFilter, after position: QueuePosition? = nil, limit: Int
    ) async throws -> QueuePage {
        try await database.read { connection in
            let rows = try connection.rows(Self.statement(filter, after: position, limit: limit + 1))
            let identifiers = try rows.prefix(limit).map { try $0.value("id", as: Comment.ID.self) }
            var next: QueuePosition?
            if rows.count > limit, let last = rows.prefix(limit).last {
                next = try QueuePosition(
                    calm: last.value("calm"), moment: last.value("moment"), comment: last.value("id"))
            }
            return try QueuePage(comments: QueueDetails(connection).comments(identifiers), next: next)
        }
    }

    /// `nil` when there is none.
    package func comment(_ comment: Comment.ID) async throws -> QueuedComment? {
        try await database.read { try QueueDetails($0).comments([comment]).first }
    }

    /// Which comments of a list are on a page, with what orders them.
    static func statement(_ filter: QueueFilter, after position: QueuePosition?, limit: Int) -> SQL {
        var conditions: [SQL] = []
        switch filter.show {
        case .waiting: break
        case .held: conditions.append("queued.is_held = 1")
        case .flagged: conditions.append("queued.flags > 0")
        case .appealed: conditions.append("queued.is_appealed = 1")
        case .removed: conditions.append("comment.state = 'removed'")
        case .all: break
        }
        let listed: SQL = filter.show.isQueue ? "queued" : "comment"
        if let article = filter.article { conditions.append("\(listed).article = \(article)") }
        if let handle = filter.handle { conditions.append("\(listed).handle = \(handle)") }
        if let text = filter.text {
            let pattern = text.lowercased().likePattern
            conditions.append("lower(comment.text) LIKE \(pattern) ESCAPE '!'")
        }
        if let position {
            conditions.append(
                filter.show.isQueue
                    ? "(queued.calm, queued.since, queued.comment) > (\(position.calm), \(position.moment), \(position.comment))"
                    : "(comment.posted, comment.id) < (\(position.moment), \(position.comment))")
        }
        let condition: SQL = conditions.dropFirst().reduce(conditions.first ?? "1 = 1") { "\($0) AND \($1)" }
        guard filter.show.isQueue else {
            return """
                SELECT comment.id, 0 AS calm, comment.posted AS moment FROM comment
                WHERE \(condition) ORDER BY comment.posted DESC, comment.id DESC LIMIT \(limit)
                """
        }
        let join: SQL = filter.text == nil ? "" : "JOIN comment ON comment.id = queued.comment"
        return """
            SELECT queued.comment AS id, queued.calm, queued.since AS moment FROM moderation_queue AS queued \(join)
            WHERE \(condition) ORDER BY queued.calm, queued.since, queued.comment LIMIT \(limit)
            """
    }
}
