package import Database
package import Kernel

/// Counts the rows of the ledger.
package struct ClickReports: Sendable {
    /// Which clicks.
    package struct Selection: Sendable, Hashable {
        package let days: ClosedRange<CalendarDay>
        /// Only those on this page.
        package let page: String?
        /// Only those of this link.
        package let link: AffiliateLink.ID?

        package init(days: ClosedRange<CalendarDay>, page: String? = nil, link: AffiliateLink.ID? = nil) {
            self.days = days
            self.page = page
            self.link = link
        }
    }

    /// What was counted of one thing.
    package struct Line<Subject: Sendable & Hashable>: Sendable, Hashable {
        package let subject: Subject
        package let counts: ClickCounts
    }

    /// What was counted of one link on one day.
    package struct LinkDay: Sendable, Hashable {
        package let day: CalendarDay
        package let link: AffiliateLink
    }

    private let database: any Database
    private let settle: @Sendable () async -> Void

    /// - Parameter settle: Makes rows of the clicks of the last moment.
    package init(database: any Database, settle: @escaping @Sendable () async -> Void = {}) {
        self.database = database
        self.settle = settle
    }

    /// By day, the last first; days without a click are left out.
    package func byDay(_ selection: Selection) async throws -> [Line<CalendarDay>] {
        try await lines(selection, of: "name", order: "name DESC") { try $0.value("name") }
    }

    /// By page, the one with the most clicks first.
    package func byPage(_ selection: Selection) async throws -> [Line<String>] {
        try await lines(selection, of: "page", order: "page") { try $0.value("page", as: String.self) }
            .sorted { $0.counts.counted > $1.counts.counted }
    }

    /// By link, the one with the most clicks first.
    package func byLink(_ selection: Selection) async throws -> [Line<AffiliateLink>] {
        try await lines(
            selection, of: "affiliate_link.id, destination, page, place, made", order: "affiliate_link.id",
            AffiliateLink.init(row:)
        ).sorted { $0.counts.counted > $1.counts.counted }
    }

    /// By day and link.
    package func byLinkAndDay(_ selection: Selection) async throws -> [Line<LinkDay>] {
        try await lines(
            selection, of: "name, affiliate_link.id, destination, page, place, made",
            order: "name, page, affiliate_link.id"
        ) { row in try LinkDay(day: row.value("name"), link: AffiliateLink(row: row)) }
    }

    private func lines<Subject>(
        _ selection: Selection, of columns: SQL, order: SQL, _ decode: @escaping @Sendable (Row) throws -> Subject
    ) async throws -> [Line<Subject>] {
        await settle()
        let days = Self.days(selection.days)
        return try await database.read { connection in
            let rows = try connection.rows(
                """
                WITH day (begins, ends, name) AS (VALUES \(days))
                SELECT \(columns), outcome, count(*) AS clicks
                FROM day JOIN click ON at >= begins AND at < ends JOIN affiliate_link ON affiliate_link.id = link
                WHERE \(Self.condition(selection))
                GROUP BY \(columns), outcome ORDER BY \(order), outcome
                """)
            var lines: [(subject: Subject, counts: ClickCounts)] = []
            for row in rows {
                let subject = try decode(row)
                if lines.last?.subject != subject { lines.append((subject, ClickCounts())) }
                lines[lines.count - 1].counts[try row.value("outcome")] = try row.value("clicks")
            }
            return lines.map { Line(subject: $0.subject, counts: $0.counts) }
        }
    }

    private static func condition(_ selection: Selection) -> SQL {
        switch (selection.page, selection.link) {
        case (nil, nil): "1 = 1"
        case (let page?, nil): "page = \(page)"
        case (nil, let link?): "link = \(link)"
        case (let page?, let link?): "page = \(page) AND link = \(link)"
        }
    }

    /// Each day from the moment at which it begins by the site’s clocks to the next one’s.
    private static func days(_ days: ClosedRange<CalendarDay>) -> SQL {
        let zone = Zone.current
        var text = SQL.Interpolation(literalCapacity: 0, interpolationCount: 0)
        var day = days.lowerBound
        var begins = zone.start(of: day)
        while day <= days.upperBound {
            let next = day.advanced(byDays: 1)
            let ends = zone.start(of: next)
            text.appendLiteral(day == days.lowerBound ? "(" : ", (")
            text.appendInterpolation(begins)
            text.appendLiteral(", ")
            text.appendInterpolation(ends)
            text.appendLiteral(", ")
            text.appendInterpolation(day)
            text.appendLiteral(")")
            // The calendar has a last day.
            guard next > day else { break }
            (day, begins) = (next, ends)
        }
        return SQL(stringInterpolation: text)
    }
}
