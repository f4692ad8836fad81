import Database
import Kernel

extension ManuscriptStore {
    /// What became of a text that somebody wanted to save.
    package enum SaveOutcome: Sendable {
        /// It is the present text, under this number.
        case saved(Int)
        /// Somebody else had saved meanwhile; both texts are in this one, which is the present text now.
        case merged(Int, ManuscriptText)
        /// Somebody else had saved meanwhile, and both changed the same place. Nothing was saved.
        case conflict(ManuscriptConflict)
    }

    /// How many texts are kept whatever happens, so that a page that was opened before them can still be merged.
    private static let keptSaves = 60
    /// Of older texts by the same hand, one in this time is kept.
    private static let keptEvery: Int64 = 10 * 60_000

    /// Saves a text.
    ///
    /// - Parameter base: The number of the save that the text was made from.
    /// - Throws: ``Problem``: `invalid` when it is too long, `conflict` when the text stands still because it was
    ///   approved, `notFound`.
    package func save(
        _ text: ManuscriptText, of id: Manuscript.ID, base: Int, by hand: Manuscript.Hand
    ) async throws -> SaveOutcome {
        try text.checkLength()
        let now = clock.now()
        return try await database.write { connection in
            let rows = ManuscriptRows(connection: connection)
            let present = try rows.present(id)
            guard present.text != text else { return .saved(present.save) }
            guard present.state.isOpen else { throw Self.standsStill(present.state) }
            var next = text
            if present.save != base {
                let common = try rows.text(of: id, save: base) ?? ManuscriptText()
                let merge = ManuscriptMerge(base: common, mine: text, theirs: present.text)
                guard merge.conflicts.isEmpty else {
                    return .conflict(
                        ManuscriptConflict(
                            mine: text, theirs: present.text, theirSave: present.save, theirHand: present.updatedBy,
                            merged: merge.text, fields: merge.conflicts))
                }
                guard merge.text != present.text else { return .merged(present.save, present.text) }
                next = merge.text
            }
            let number = present.save + 1
            try rows.addSave(
                next, of: id, number: number, round: try rows.round(of: id), by: hand, at: now)
            try connection.execute(
                """
                UPDATE manuscript SET save = \(number), title = \(next.title), kind = \(next.kind), updated = \(now),
                    updated_by = \(hand.account), updated_by_name = \(hand.name)
                WHERE id = \(id)
                """)
            try Self.thin(id, upTo: number - Self.keptSaves, connection)
            return next == text ? .saved(number) : .merged(number, next)
        }
    }

    /// Makes an earlier text the present one, as a save of its own.
    package func restore(_ id: Manuscript.ID, save number: Int, by hand: Manuscript.Hand) async throws {
        guard let earlier = try await text(of: id, save: number), let present = try await manuscript(id) else {
            throw ManuscriptRows.noManuscript
        }
        guard case .saved = try await save(earlier.text, of: id, base: present.save, by: hand) else {
            throw Problem(
                .conflict, slug: "manuscript-changed", title: "Nothing was restored",
                detail: "Somebody saved just now. Look at what they wrote, and try again.")
        }
    }

    private static func standsStill(_ state: ManuscriptState) -> Problem {
        Problem(
            .conflict, slug: "manuscript-closed", title: "Nothing was saved",
            detail: """
                The manuscript is “\(state.name.lowercased())”, so its text stands still. Take it back to change it; it \
                will have to be approved again.
                """)
    }

    /// Lets go of texts that were saved within minutes of another by the same hand, apart from the newest.
    ///
    /// Somebody who writes for an hour saves hundreds of times; what is kept of it is a text every ten minutes.
    private static func thin(_ id: Manuscript.ID, upTo number: Int, _ connection: any Connection) throws {
        guard number > 1 else { return }
        let saves = try connection.rows(
            """
            SELECT number, saved, account FROM manuscript_save
            WHERE manuscript = \(id) AND number >= \(number - 1) AND number <= \(number + 1) ORDER BY number
            """)
        guard saves.count >= 2 else { return }
        // Only the pair at the edge is looked at: everything before it was thinned by the saves before this one.
        let older = saves[0]
        let newer = saves[1]
        let sameHand =
            try older.value("account", as: String.self) == newer.value("account", as: String.self)
        let sameTime =
            try older.value("saved", as: Int64.self) / keptEvery == newer.value("saved", as: Int64.self) / keptEvery
        guard sameHand, sameTime else { return }
        try connection.execute(
            """
            DELETE FROM manuscript_save
            WHERE manuscript = \(id) AND number = \(older.value("number", as: Int.self)) AND number > 1
            """)
    }
}
