import Audience
package import Kernel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Takes subscribers in from a file, and hands them out, for the commands.
package struct SubscriberExchange: Sendable {
    /// What somebody says of a table, in the words of the command.
    package struct Request: Sendable {
        package let path: String
        /// Such as `address=Contact`.
        package var columns: [String] = []
        package var consented: String?
        package var isTrial = false

        package init(path: String) { self.path = path }
    }

    private let stores: Stores
    private let key: AudienceKey
    private let clock: any WallClock

    /// - Throws: ``Problem`` when the key of the addresses is missing its file, or is another one than theirs.
    package init(_ data: DataDirectory, stores: Stores, clock: any WallClock) async throws {
        key = try KeyFile(path: data.audienceKeyPath).key()
        try await AudienceKeyCheck.require(key, in: stores.audience)
        self.stores = stores
        self.clock = clock
    }

    /// Imports a table, or looks what importing it would do.
    ///
    /// - Parameter told: Is told how many rows were read, now and then.
    /// - Returns: What came of it, in lines for a terminal.
    package func take(_ request: Request, told: (Int) -> Void) async throws -> [String] {
        let asked = try Self.asked(request)
        let descriptor = open(request.path, O_RDONLY)
        guard descriptor >= 0 else { throw Self.unreadable(request.path) }
        defer { close(descriptor) }
        let importer = SubscriberImporter(database: stores.audience, key: key)
        let report = try await importer.run(asked, at: clock.now(), told: told) {
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw Self.unreadable(request.path) }
            return count == 0 ? nil : Array(piece.prefix(count))
        }
        var lines = report.faults.map { "line \($0.line): \($0.reason)" }
        if report.refused > report.faults.count { lines.append("… and \(report.refused - report.faults.count) more") }
        lines.append(
            "\(report.rows) rows: \(report.added) added, \(report.known) here already, \(report.suppressed) stay away, "
                + "\(report.excluded) left elsewhere and are kept away here, \(report.refused) refused")
        if request.isTrial { lines.append("Nothing was imported yet.") }
        return lines
    }

    /// Hands every subscriber out as a table.
    ///
    /// - Returns: How many there are.
    package func export(to output: ([UInt8]) async throws -> Void) async throws -> Int {
        try await SubscriberExport(database: stores.audience, key: key).write(to: output)
    }

    private static func asked(_ request: Request) throws(Problem) -> SubscriberImport {
        var asked = SubscriberImport(isTrial: request.isTrial)
        if let text = request.consented {
            guard let day = CalendarDay(text) else {
                throw Problem(
                    .invalid, slug: "option-unknown", title: "“\(text)” is no day",
                    detail: "Write it as 2026-11-25.")
            }
            asked.consented = day
        }
        for column in request.columns {
            let parts = column.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let known = SubscriberColumn(rawValue: String(parts[0])) else {
                let names = SubscriberColumn.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(
                    .invalid, slug: "option-unknown", title: "There is no column “\(column)”",
                    detail: "Write it as NAME=HEADING, where NAME is one of \(names).")
            }
            asked.headings[known] = String(parts[1])
        }
        return asked
    }

    private static func unreadable(_ path: String) -> Problem {
        Problem(
            .unavailable, slug: "file-unreadable", title: "\(path) cannot be read",
            detail: "\(String(cString: strerror(errno))).")
    }
}
