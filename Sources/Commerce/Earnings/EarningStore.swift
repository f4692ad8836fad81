import Crypto
package import Database
package import Kernel

/// A file in which a network says what was sold.
package struct EarningReport: Sendable {
    package let source: ReportSource
    /// The name of the file, for people.
    package let name: String
    package let options: ReportOptions

    package init(_ source: ReportSource, name: String, options: ReportOptions) {
        self.source = source
        self.name = name
        self.options = options
    }
}

/// Keeps what networks report of sales.
package struct EarningStore: Sendable {
    let database: any Database

    package init(database: any Database) { self.database = database }

    /// What importing a report would do.
    ///
    /// It is imported and undone again, so that nothing can differ.
    ///
    /// - Parameter progress: Is told how many rows have been read, now and then.
    /// - Throws: ``Problem`` when the file is no such report at all.
    package func plan(
        _ report: EarningReport, at now: Timestamp, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> EarningPlan {
        let signature = Signature(account: nil, name: "", at: now)
        do {
            try await database.write { connection in
                throw Undone(plan: try Self.enter(report, by: signature, progress, in: connection))
            }
            throw DatabaseError.statement("A trial was not undone.")
        } catch let undone as Undone {
            return undone.plan
        }
    }

    /// Imports every row of a report, or none; a report that says nothing new leaves no trace.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when a row is refused, and when the file is no such report at all.
    package func enter(
        _ report: EarningReport, by signature: Signature, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> EarningPlan {
        try await database.write { connection in
            let plan = try Self.enter(report, by: signature, progress, in: connection)
            try plan.check()
            return plan
        }
    }

    private struct Undone: Error {
        let plan: EarningPlan
    }

    private static func enter(
        _ report: EarningReport, by signature: Signature, _ progress: (Int) -> Void, in connection: any Connection
    ) throws -> EarningPlan {
        var desk = EarningDesk(report.options.network, connection)
        try desk.open()
        var reader = ReportReader(report.options, try ConversionMatcher.read(connection))
        var digest = SHA256()
        var told = 0
        func take(_ lines: [ReportReader.Line]) throws {
            for line in lines { try desk.take(line) }
            guard desk.plan.rows - told >= 10_000 else { return }
            told = desk.plan.rows
            progress(told)
        }
        try report.source.forEachPiece { piece in
            digest.update(data: piece)
            try take(reader.read(piece))
        }
        try take(reader.finish())
        try desk.settle()
        guard desk.plan.refused == 0 else { return desk.plan }
        try desk.apply(by: signature, file: report.name, digest: digest.finalize().hexadecimal)
        return desk.plan
    }
}
