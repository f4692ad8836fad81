package import Database
package import Kernel
import Tables

/// Takes in subscribers from elsewhere, row by row: those who agreed, and never those who left here.
///
/// What was imported before changes nothing, so that an import that broke off is simply done again.
package struct SubscriberImporter: Sendable {
    /// How many rows go into one transaction.
    static let batch = 500

    private let database: any Database
    private let key: AudienceKey

    package init(database: any Database, key: AudienceKey) {
        self.database = database
        self.key = key
    }

    /// Reads a table to its end, a piece at a time.
    ///
    /// - Parameters:
    ///   - read: The next piece of the file; `nil` at its end.
    ///   - told: Is told how many rows were read, now and then.
    /// - Throws: ``Problem`` of kind `invalid` when it is no table, or lacks a column.
    package func run(
        _ asked: SubscriberImport, at now: Timestamp, told: (Int) -> Void = { _ in },
        read: () throws -> [UInt8]?
    ) async throws -> SubscriberImport.Report {
        var reader = CommaSeparatedReader(separator: nil)
        var work = Work(asked: asked, now: now)
        while let piece = try read() {
            for row in try reader.read(piece) { try await take(row, &work, told) }
        }
        for row in try reader.finish() { try await take(row, &work, told) }
        guard work.rows != nil else {
            throw Problem(
                .invalid, slug: "table-empty", title: "The table can’t be imported", detail: "It holds no line.")
        }
        try await write(&work)
        told(work.report.rows)
        return work.report
    }

    private struct Work {
        let asked: SubscriberImport
        let now: Timestamp
        var rows: ImportedRow?
        var batch: [ImportedSubscriber] = []
        var report = SubscriberImport.Report()
        /// What stood in the table already, which a trial can’t ask the database.
        var seen: Set<[UInt8]> = []
    }

    private func take(_ row: CommaSeparatedReader.Row, _ work: inout Work, _ told: (Int) -> Void) async throws {
        guard let rows = work.rows else {
            work.rows = ImportedRow(
                places: try SubscriberColumn.places(in: row.texts, given: work.asked.headings), asked: work.asked,
                now: work.now)
            return
        }
        work.report.rows += 1
        do throws(ImportRefusal) {
            work.batch.append(try rows.subscriber(row.texts))
        } catch {
            work.report.refuse(row.line, error.reason)
        }
        guard work.batch.count >= Self.batch else { return }
        try await write(&work)
        told(work.report.rows)
    }

    /// A subscriber with what the database keeps in the place of the address.
    private struct Sealed: Sendable {
        let subscriber: ImportedSubscriber
        let digest: [UInt8]
        let sealed: [UInt8]
    }

    private func write(_ work: inout Work) async throws {
        var unique: [Sealed] = []
        for subscriber in work.batch {
            let digest = key.digest(of: subscriber.address)
            guard work.seen.insert(digest).inserted else {
                work.report.known += 1
                continue
            }
            unique.append(
                Sealed(subscriber: subscriber, digest: digest, sealed: try key.seal(subscriber.address)))
        }
        work.batch = []
        // What was written can be asked for.
        if !work.asked.isTrial { work.seen.removeAll(keepingCapacity: true) }
        guard !unique.isEmpty else { return }
        let (batch, now) = (unique, work.now)
        let counts =
            work.asked.isTrial
            ? try await database.read { try Self.sort(batch, $0).counts }
            : try await database.write { connection in
                let sorted = try Self.sort(batch, connection)
                try Self.add(sorted.new, at: now, connection)
                for (excluded, reason) in sorted.excluded { try Self.exclude(excluded, reason, at: now, connection) }
                return sorted.counts
            }
        work.report.added += counts.added
        work.report.known += counts.known
        work.report.suppressed += counts.suppressed
        work.report.excluded += counts.excluded
    }

    private struct Counts: Sendable {
        var added = 0
        var known = 0
        var suppressed = 0
        var excluded = 0
    }

    private struct Sorted {
        var new: [Sealed] = []
        var excluded: [(Sealed, Suppression.Reason)] = []
        var counts = Counts()
    }

    private static func sort(_ batch: [Sealed], _ connection: any Connection) throws -> Sorted {
        let digests = batch.map(\.digest)
        let known = Set(
            try connection.rows(
                "SELECT digest FROM subscriber WHERE state <> 'awaiting' AND digest IN \(list: digests)"
            )
            .map { try $0.value("digest", as: [UInt8].self) })
        let suppressed = Set(
            try connection.rows("SELECT digest FROM suppression WHERE digest IN \(list: digests)")
                .map { try $0.value("digest", as: [UInt8].self) })
        return batch.reduce(into: Sorted()) { sorted, row in
            switch row.subscriber.wish {
            case _ where suppressed.contains(row.digest): sorted.counts.suppressed += 1
            // They came here, and go by what they said here.
            case .suppressed(.left) where known.contains(row.digest): sorted.counts.known += 1
            case .suppressed(let reason):
                sorted.excluded.append((row, reason))
                sorted.counts.excluded += 1
            case .wanted where known.contains(row.digest): sorted.counts.known += 1
            case .wanted:
                sorted.new.append(row)
                sorted.counts.added += 1
            }
        }
    }

    private static func add(_ rows: [Sealed], at now: Timestamp, _ connection: any Connection) throws {
        guard !rows.isEmpty else { return }
        // Somebody who asked here and hasn’t confirmed agreed elsewhere.
        try connection.execute(
            "DELETE FROM subscriber WHERE state = 'awaiting' AND digest IN \(list: rows.map(\.digest))")
        var interests: [Set<Slug>: Int] = [:]
        for topics in Set(rows.map(\.subscriber.topics)) {
            interests[topics] = try Interest.number(of: topics, connection)
        }
        let named = rows.map { (id: Subscriber.ID(at: now), row: $0) }
        try connection.insert(
            named.map { id, row in
                [
                    id.databaseValue, row.digest.databaseValue, row.sealed.databaseValue,
                    Subscriber.State.active.databaseValue, row.subscriber.rhythm.databaseValue,
                    (interests[row.subscriber.topics] ?? 0).databaseValue, now.databaseValue,
                    row.subscriber.consented.databaseValue, now.databaseValue,
                ]
            },
            by: Insertion(
                into: "subscriber",
                ["id", "digest", "sealed", "state", "rhythm", "interest", "made", "confirmed", "changed"]))
        try connection.insert(
            named.map { id, row in
                [
                    Identifier<Consent>(at: now).databaseValue, id.databaseValue,
                    Consent.Act.imported.databaseValue, Consent.Means.file.databaseValue,
                    row.subscriber.consented.databaseValue, row.subscriber.page.databaseValue, "".databaseValue,
                ]
            }, by: Insertion(into: "consent", ["id", "subscriber", "act", "means", "at", "page", "wording"]))
    }

    /// Suppresses who left elsewhere, and ends what goes on here where nothing reaches them or they complained; whoever asked here and
    /// hasn’t confirmed still may.
    private static func exclude(
        _ row: Sealed, _ reason: Suppression.Reason, at now: Timestamp, _ connection: any Connection
    ) throws {
        guard reason != .left, let known = try SubscriberRow.find(digest: row.digest, connection) else {
            return try SuppressionList.add(row.digest, reason, source: "an import", at: now, connection)
        }
        try SubscriberChange.stop(known, reason, by: .file, source: "an import", at: now, connection)
    }
}
