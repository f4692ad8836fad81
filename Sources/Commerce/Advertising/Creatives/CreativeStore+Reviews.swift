import Database
import Kernel

/// What the business side says to a creative.
package enum CreativeVerdict: Sendable, Hashable {
    case approve
    case refuse(reason: String)
}

extension CreativeStore {
    /// The creative with an identifier, with what was decided on it.
    package func reviewed(_ id: Creative.ID) async throws -> ReviewedCreative? {
        try await database.read { connection in try Self.reviewed(id, connection) }
    }

    /// Those of one flight, in the order in which they were made.
    package func reviewed(of flight: Flight.ID) async throws -> [ReviewedCreative] {
        try await database.read { connection in
            try connection.all(
                ReviewedCreative.self, "SELECT * FROM creative WHERE flight = \(flight) ORDER BY id")
        }
    }

    /// Those that wait for somebody to look at them, the longest first.
    package func waiting() async throws -> [ReviewedCreative] {
        try await database.read { connection in
            try connection.all(
                ReviewedCreative.self,
                "SELECT * FROM creative WHERE approval = 'awaiting' AND ended IS NULL ORDER BY id")
        }
    }

    /// Approves or refuses a creative; every node follows within a second.
    ///
    /// - Parameter revision: Which one was looked at.
    /// - Throws: ``Problem``: `notFound`; `invalid` when there is no reason or one that is too long; `conflict` when it was
    ///   changed since, is a draft or has ended.
    package func decide(
        _ id: Creative.ID, _ verdict: CreativeVerdict, revision: Int, by signature: Signature
    ) async throws {
        var refusal: String?
        if case .refuse(let reason) = verdict {
            var faults = FieldFaults()
            faults.length(of: reason, 1...300, field: "reason", called: "reason")
            try faults.check(slug: "verdict-invalid", title: "The creative can’t be refused")
            refusal = reason
        }
        let state: CreativeReview.State = refusal == nil ? .approved : .refused
        let reason = refusal
        try await database.write { connection in
            guard let old = try Self.reviewed(id, connection) else { throw Self.nothing }
            guard old.review.revision == revision else {
                throw Self.conflict("It was changed since. Look at it again.")
            }
            guard old.creative.ended == nil else { throw Self.conflict("It has ended.") }
            guard old.review.state != .draft else { throw Self.conflict("Its advertiser is still at work on it.") }
            guard old.review.state != state || old.review.refusal != reason else { return }
            let new = ReviewedCreative(
                creative: old.creative,
                review: CreativeReview(state: state, refusal: reason, decided: signature, revision: revision))
            try Self.write(new, connection)
            try CommerceHistory.record(old, became: new, signature, in: connection)
        }
    }

    static func reviewed(_ id: Creative.ID, _ connection: any Connection) throws -> ReviewedCreative? {
        try connection.first(ReviewedCreative.self, "SELECT * FROM creative WHERE id = \(id)")
    }

    static func write(_ reviewed: ReviewedCreative, _ connection: any Connection) throws {
        let (creative, review) = (reviewed.creative, reviewed.review)
        let content = creative.columns
        let place = PlaceColumns(creative.place)
        try connection.execute(
            """
            INSERT INTO creative (id, flight, name, place, letters, form, headline, text, frame, picture, width,
                height, alternative, master, destination, ended, approval, refusal, decided, decided_by, decided_by_name, revision)
            VALUES (\(creative.id), \(creative.flight), \(creative.name), \(place.column), \(place.letters),
                \(content.form), \(content.headline), \(content.text), \(content.frame), \(content.picture?.path), \(content.picture?.width),
                \(content.picture?.height), \(content.picture?.alternative), \(content.picture?.master),
                \(creative.destination), \(creative.ended), \(review.state), \(review.refusal), \(review.decided?.at),
                \(review.decided?.account), \(review.decided?.name), \(review.revision))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, place = excluded.place, letters = excluded.letters,
                form = excluded.form, headline = excluded.headline, text = excluded.text, frame = excluded.frame, picture = excluded.picture,
                width = excluded.width, height = excluded.height, alternative = excluded.alternative,
                master = excluded.master, destination = excluded.destination, ended = excluded.ended,
                approval = excluded.approval, refusal = excluded.refusal, decided = excluded.decided,
                decided_by = excluded.decided_by, decided_by_name = excluded.decided_by_name,
                revision = excluded.revision
            """)
    }

    private static func conflict(_ detail: String) -> Problem {
        Problem(.conflict, slug: "creative-changed", title: "Nothing was decided", detail: detail)
    }
}
