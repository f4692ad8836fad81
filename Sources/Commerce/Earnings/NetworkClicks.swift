import Database
package import Kernel
package import Tables

/// How many clicks a network counted for a programme in a month.
package struct NetworkClicks: Sendable, Hashable {
    package let programme: Programme.ID
    package let month: CalendarMonth
    package let clicks: Int

    /// Reads a network’s report of clicks: a row for each day or month and each merchant.
    ///
    /// It needs a column `Date`, `Day` or `Month`, one for the merchant as the network’s reports of transactions have it, or
    /// `Programme`, and one `Clicks`. Rows of one month are added up, so a report has to be of whole months.
    ///
    /// - Throws: ``Problem`` of kind `invalid` that names the line.
    package static func read(_ table: CommaSeparatedTable, of network: Network, programmes: [Programme]) throws(Problem)
        -> [NetworkClicks]
    {
        guard let heading = table.rows.first else { throw problem("The table is empty.") }
        let names = heading.fields.map(ReportHeading.plain)
        func position(_ known: [String], _ name: String) throws(Problem) -> Int {
            for heading in known { if let index = names.firstIndex(of: heading) { return index } }
            throw problem("Its first line names no column “\(name)”.")
        }
        let format = network.reportFormat
        let day = try position(["date", "day", "month", "clickdate"], "Date")
        let merchant = try position((format.headings[.merchant] ?? []) + ["programme", "program"], "Programme")
        let number = try position(["clicks", "numberofclicks", "clickcount"], "Clicks")
        let matcher = ConversionMatcher(programmes: programmes, spots: [])
        var sums: [Key: Int] = [:]
        for (line, fields) in table.rows.dropFirst() {
            guard fields.count == names.count else {
                throw problem("Line \(line) has \(fields.count) columns, and the first line has \(names.count).")
            }
            let text = Array(fields[day].utf8)[...]
            guard
                let month = CalendarMonth(fields[day])
                    ?? ReportDay.day(text, format.dayOrder).map(CalendarMonth.init(of:))
            else {
                throw problem("Line \(line): “\(fields[day].prefix(40))” is neither a day nor a month such as 2026-05.")
            }
            guard let programme = matcher.programme(of: network, merchant: fields[merchant], account: "") else {
                throw problem("Line \(line): no programme at \(network.name) is for “\(fields[merchant].prefix(40))”.")
            }
            let digits = fields[number].filter { $0 != "," }
            guard let clicks = Int(digits), 0...1_000_000_000 ~= clicks else {
                throw problem("Line \(line): “\(fields[number].prefix(40))” is no number of clicks.")
            }
            sums[Key(programme: programme, month: month), default: 0] += clicks
        }
        return sums.map { NetworkClicks(programme: $0.key.programme, month: $0.key.month, clicks: $0.value) }
            .sorted { ($0.month, $0.programme) < ($1.month, $1.programme) }
    }

    private struct Key: Hashable {
        let programme: Programme.ID
        let month: CalendarMonth
    }

    private static func problem(_ detail: String) -> Problem {
        Problem(
            .invalid, slug: "clicks-invalid", title: "The clicks can’t be entered", detail: detail,
            fieldErrors: [.init(field: "table", message: detail)])
    }
}
