import Database
package import Kernel

/// What was done about links, and what happened to them.
extension CheckedLinkStore {
    /// Within which the same person’s wish to have the same link checked is the same wish.
    private static let timeOfOneCheck = Duration.seconds(60)

    /// Writes down that somebody had a link checked; what is sent twice is one check.
    package func tellOfCheck(_ link: CheckedLink, by signature: Signature) async throws {
        try await database.write { connection in
            let last = try connection.first(
                LinkEvent.self,
                "SELECT * FROM link_event WHERE destination = \(link.destination) ORDER BY number DESC LIMIT 1")
            let isSame = last?.kind == .checked && last?.name == signature.name
            guard !isSame || last.map({ $0.at.advanced(by: Self.timeOfOneCheck) <= signature.at }) == true else {
                return
            }
            try Self.write(.checked, link.destination, "", signature, connection)
        }
    }

    /// Leaves a link’s trouble alone up to a day, or takes it up again.
    ///
    /// - Parameter leave: `nil` to take it up again.
    /// - Throws: ``Problem`` of kind `invalid` or `notFound`.
    package func leave(
        _ id: CheckedLink.ID, _ leave: (until: CalendarDay, note: String)?, by signature: Signature
    ) async throws {
        if let leave {
            var faults = FieldFaults()
            faults.length(of: leave.note, 1...500, field: "note", called: "note")
            let today = signature.at.localDay
            if leave.until < today { faults.add("until", "That day is over.") }
            if leave.until > today.advanced(byDays: 366) { faults.add("until", "Choose a day within a year.") }
            try faults.check(slug: "leave-invalid", title: "It can’t be left like this")
        }
        try await database.write { connection in
            guard let link = try Self.links(where: "id = \(id)", connection).first else { throw Self.noLink }
            // What is sent twice is done once.
            if let leave, let old = link.leave, old.until == leave.until, old.note == leave.note { return }
            if leave == nil, link.leave == nil { return }
            try connection.execute(
                """
                UPDATE checked_link SET left_until = \(leave?.until), left_note = \(leave?.note),
                    left_by = \(leave.map { _ in signature.name }), left_at = \(leave.map { _ in signature.at })
                WHERE id = \(id)
                """)
            try Self.write(
                leave == nil ? .takenUp : .left, link.destination,
                leave.map { "until \($0.until): \($0.note)" } ?? "", signature, connection)
        }
    }

    /// What happened to a destination, the newest first.
    package func events(of destination: String, limit: Int = 50) async throws -> [LinkEvent] {
        try await database.read { connection in
            try connection.all(
                LinkEvent.self,
                "SELECT * FROM link_event WHERE destination = \(destination) ORDER BY number DESC LIMIT \(limit)")
        }
    }

    /// How many events there are: it grows with each change of what readers get.
    static func version(_ connection: any Connection) throws -> Int {
        try connection.value(Int.self, "SELECT coalesce(max(number), 0) FROM link_event") ?? 0
    }

    static func write(
        _ kind: LinkEvent.Kind, _ destination: String, _ detail: String, _ signature: Signature,
        _ connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO link_event (number, at, account, name, destination, kind, detail)
            VALUES ((SELECT coalesce(max(number), 0) + 1 FROM link_event), \(signature.at), \(signature.account),
                \(signature.name), \(destination), \(kind), \(detail))
            """)
    }
}
