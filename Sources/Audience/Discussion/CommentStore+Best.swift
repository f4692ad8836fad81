import Database
package import Kernel

extension CommentStore {
    /// What readers wrote within a stretch of time and others recommend, and what the editors pointed at then: first what they pointed
    /// at, then by recommendations.
    ///
    /// Editorial people’s own words aren’t in it.
    package func best(after start: Timestamp, upTo end: Timestamp, _ limit: Int) async throws -> [Comment] {
        try await database.read { connection in
            try connection.all(
                Comment.self,
                """
                SELECT * FROM comment
                WHERE state = 'shown' AND byline IS NULL AND id IN (
                    SELECT id FROM comment
                    WHERE state = 'shown' AND votes > 0 AND posted > \(start) AND posted <= \(end)
                    UNION
                    SELECT id FROM comment
                    WHERE highlighted IS NOT NULL AND highlighted > \(start) AND highlighted <= \(end))
                ORDER BY CASE WHEN highlighted IS NULL THEN 1 ELSE 0 END, votes DESC, posted, id LIMIT \(limit)
                """)
        }
    }
}
