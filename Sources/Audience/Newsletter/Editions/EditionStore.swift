package import Database
package import Kernel

/// An edition with everything that it tells.
package struct ComposedEdition: Sendable, Hashable {
    package let edition: Edition
    /// In the order in which they are told, with those that an editor left out.
    package let items: [EditionItem]

    package init(edition: Edition, items: [EditionItem]) {
        self.edition = edition
        self.items = items
    }

    /// What somebody gets of it who wants to read about these topics: nothing when there is no news for them.
    package func items(for topics: Set<Slug>) -> [EditionItem] {
        let wanted = items.filter { !$0.isLeftOut && $0.isFor(topics) }
        return wanted.contains { EditionItem.Part.news.contains($0.part) } ? wanted : []
    }
}

/// Keeps the editions: made by themselves, changed by editors, sent by the ledger.
package struct EditionStore: Sendable {
    let database: any Database

    package init(database: any Database) { self.database = database }

    /// Up to which moment the last edition of a rhythm told what happened; `nil` when there was none.
    ///
    /// One that was cancelled before anybody got it has told nothing.
    package func told(_ rhythm: Rhythm) async throws -> Timestamp? {
        try await database.read { connection in
            try connection.value(
                Timestamp.self,
                """
                SELECT until FROM edition
                WHERE rhythm = \(rhythm) AND state <> 'nothing' AND (state <> 'cancelled' OR started IS NOT NULL)
                ORDER BY day DESC LIMIT 1
                """)
        }
    }

    package func isThere(_ id: Edition.ID) async throws -> Bool {
        try await database.read { try $0.value(Int.self, "SELECT 1 FROM edition WHERE id = \(id)") != nil }
    }

    /// Makes an edition, unless there is one of that day already: of several nodes that try, one makes it.
    ///
    /// - Parameters:
    ///   - items: What it tells, in its order; without news it is kept as one of which nothing is sent.
    ///   - needsApproval: Whether it waits for an editor.
    /// - Returns: Whether this call made it.
    @discardableResult
    package func compose(
        _ id: Edition.ID, items: [EditionItem], since: Timestamp, until: Timestamp, goes: Timestamp,
        needsApproval: Bool
    ) async throws -> Bool {
        let news = items.first { EditionItem.Part.news.contains($0.part) }
        let state: Edition.State = news == nil ? .nothing : needsApproval ? .draft : .scheduled
        return try await database.write { connection in
            let made = try connection.execute(
                """
                INSERT INTO edition (id, day, rhythm, state, subject, intro, since, until, goes, version, reach, is_reached,
                    audience, halt, departures)
                VALUES (\(id), \(id.day), \(id.rhythm), \(state), \(Self.line(news?.title ?? "")), '', \(since),
                    \(until), \(goes), 1, '', 0, 0, '', 0)
                ON CONFLICT DO NOTHING
                """)
            guard made == 1, news != nil else { return made == 1 }
            try Self.write(items, of: id, connection)
            return true
        }
    }

    /// What the latest editions of whatever rhythm told in a part, the latest first.
    package func told(in part: EditionItem.Part, most: Int) async throws -> [EditionItem] {
        try await database.read { connection in
            try connection.all(
                EditionItem.self,
                """
                SELECT edition_item.* FROM edition_item JOIN edition ON edition.id = edition_item.edition
                WHERE edition_item.part = \(part) AND edition_item.is_left_out = 0
                    AND (edition.state <> 'cancelled' OR edition.started IS NOT NULL)
                ORDER BY edition.day DESC, edition.rhythm LIMIT \(most)
                """)
        }
    }

    /// When the last edition that readers may see began to be sent.
    package func latestStart() async throws -> Timestamp? {
        try await database.read { connection in
            try connection.value(Timestamp?.self, "SELECT max(started) FROM edition") ?? nil
        }
    }

    package func edition(_ id: Edition.ID) async throws -> ComposedEdition? {
        try await database.read { try Self.composed(id, $0) }
    }

    /// The latest editions, by their days.
    ///
    /// - Parameter end: Only those of days before this one.
    package func editions(before end: CalendarDay? = nil, most: Int = 60) async throws -> [Edition] {
        let condition: SQL = end.map { "WHERE day < \($0)" } ?? ""
        return try await database.read { connection in
            try connection.all(
                Edition.self, "SELECT * FROM edition \(condition) ORDER BY day DESC, rhythm LIMIT \(most)")
        }
    }

    /// Those of which something is still to be done, by their days: they wait, or are being sent.
    package func unfinished() async throws -> [Edition] {
        try await database.read { connection in
            try connection.all(
                Edition.self,
                """
                SELECT * FROM edition WHERE state IN ('draft', 'scheduled', 'sending', 'paused') ORDER BY day, rhythm
                """)
        }
    }

    /// Those that readers may see, because they were sent or are being sent to those who get it daily, the latest first.
    package func published(most: Int) async throws -> [Edition] {
        try await database.read { connection in
            try connection.all(
                Edition.self,
                """
                SELECT * FROM edition WHERE started IS NOT NULL AND rhythm = 'daily' ORDER BY day DESC LIMIT \(most)
                """)
        }
    }

    /// Those that began to be sent after a moment, the latest first.
    package func begun(since moment: Timestamp) async throws -> [Edition] {
        try await database.read { connection in
            try connection.all(
                Edition.self, "SELECT * FROM edition WHERE started > \(moment) ORDER BY started DESC, id")
        }
    }

    /// One that readers may see.
    package func published(_ id: Edition.ID) async throws -> ComposedEdition? {
        guard let composed = try await edition(id), composed.edition.started != nil else { return nil }
        return composed
    }

    /// What others put into the letters of an edition, as it was when it began to be sent; `nil` when nobody said anything.
    package func fills(of id: Edition.ID) async throws -> String? {
        try await database.read { connection in
            try connection.value(String.self, "SELECT fills FROM edition_fills WHERE edition = \(id)")
        }
    }

    /// What an editor changes of an edition.
    package struct Change: Sendable, Hashable {
        package var subject: String
        package var intro: String
        /// The places of the items as they were, in the order that they shall have; those that aren’t named are left out.
        package var order: [Int]

        package init(subject: String, intro: String, order: [Int]) {
            self.subject = subject
            self.intro = intro
            self.order = order
        }
    }

    /// In characters.
    package static let longestSubject = 150
    package static let longestIntro = 4000

    /// Changes an edition that isn’t sent yet.
    ///
    /// - Parameter version: The one that the editor saw.
    /// - Throws: ``Problem``: `invalid` with an error for each field that can’t be used, `conflict` when somebody was quicker.
    package func change(_ id: Edition.ID, version: Int, to change: Change) async throws {
        let subject = Self.line(change.subject)
        var errors: [Problem.FieldError] = []
        if subject.isEmpty || subject.count > Self.longestSubject {
            errors.append(.init(field: "subject", message: "Write 1 to \(Self.longestSubject) characters."))
        }
        if change.intro.count > Self.longestIntro {
            errors.append(.init(field: "intro", message: "Write at most \(Self.longestIntro) characters."))
        }
        if Set(change.order).count != change.order.count || change.order.isEmpty {
            errors.append(.init(field: "order", message: "Keep at least one item, and each only once."))
        }
        if let first = errors.first {
            throw Problem(
                .invalid, slug: "edition-invalid", title: "The edition can’t be kept like this",
                detail: first.message, fieldErrors: errors)
        }
        _ = try await database.write { connection in
            guard let composed = try Self.composed(id, connection) else { throw Self.unknown }
            let items = composed.items
            guard change.order.allSatisfy(items.indices.contains) else { throw Self.outdated }
            let kept = change.order.map { index in
                var item = items[index]
                item.isLeftOut = false
                return item
            }
            guard kept.contains(where: { EditionItem.Part.news.contains($0.part) }) else {
                let message = "Keep something that is new, updated or corrected."
                throw Problem(
                    .invalid, slug: "edition-empty", title: "The edition can’t be kept like this", detail: message,
                    fieldErrors: [.init(field: "order", message: message)])
            }
            let leftOut = items.indices.filter { !change.order.contains($0) }.map { index in
                var item = items[index]
                item.isLeftOut = true
                return item
            }
            try Self.move(
                id, version: version, from: [.draft, .scheduled],
                setting: "subject = \(subject), intro = \(change.intro)", connection)
            try connection.execute("DELETE FROM edition_item WHERE edition = \(id)")
            try Self.write(kept + leftOut, of: id, connection)
        }
    }

    /// Lets an edition go at its time, or at once when that has passed.
    package func approve(_ id: Edition.ID, version: Int) async throws {
        _ = try await database.write { connection in
            try Self.move(id, version: version, from: [.draft], setting: "state = 'scheduled'", connection)
        }
    }

    /// Keeps an edition from going until somebody approves it.
    package func hold(_ id: Edition.ID, version: Int) async throws {
        _ = try await database.write { connection in
            try Self.move(id, version: version, from: [.scheduled], setting: "state = 'draft'", connection)
        }
    }

    /// Those whose time has come.
    package func due(at now: Timestamp) async throws -> [Edition.ID] {
        try await database.read { connection in
            try connection.rows(
                "SELECT id FROM edition WHERE state = 'scheduled' AND goes <= \(now) ORDER BY day, rhythm"
            ).map { try $0.value("id") }
        }
    }

    private static func composed(_ id: Edition.ID, _ connection: any Connection) throws -> ComposedEdition? {
        guard let edition = try connection.first(Edition.self, "SELECT * FROM edition WHERE id = \(id)") else {
            return nil
        }
        let items = try connection.all(
            EditionItem.self, "SELECT * FROM edition_item WHERE edition = \(id) ORDER BY place")
        return ComposedEdition(edition: edition, items: items)
    }

    private static func write(_ items: [EditionItem], of id: Edition.ID, _ connection: any Connection) throws {
        try connection.insert(
            items.enumerated().map { place, item in item.values(of: id, place: place) },
            by: Insertion(into: "edition_item", EditionItem.columns))
    }

    private static func move(
        _ id: Edition.ID, version: Int, from states: [Edition.State], setting: SQL, _ connection: any Connection
    ) throws {
        let changed = try connection.execute(
            """
            UPDATE edition SET version = version + 1, \(setting)
            WHERE id = \(id) AND version = \(version) AND state IN \(list: states)
            """)
        guard changed == 1 else { throw outdated }
    }

    /// A subject is one line, whatever somebody pastes.
    private static func line(_ text: String) -> String {
        text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
    }

    private static let unknown = Problem(
        .notFound, slug: "not-found", title: "There is nothing at this address", detail: "There is no such edition.")

    private static let outdated = Problem(
        .conflict, slug: "edition-outdated", title: "The edition has changed in the meantime",
        detail: "Somebody was quicker, or it is being sent. Load the page again.")
}
