import Crypto
import Kernel
import Tables

/// Makes conversions of the rows of a report, in pieces.
struct ReportReader {
    /// What became of one row.
    enum Line {
        case conversion(line: Int, Conversion)
        case fault(ReportFault)
    }

    /// In bytes; networks need less than half of it.
    static let longestText = 200
    /// Titles may come before the heading.
    private static let mostTitles = 10
    private static let mostRemembered = 10_000

    private let options: ReportOptions
    private let format: ReportFormat
    private let matcher: ConversionMatcher
    private var table = CommaSeparatedReader(separator: nil)
    private var heading: Heading?
    private var titles: [ReportHeading.Missing] = []

    // What many rows have in common is worked out once.
    private var programmes: [[String]: Programme.ID?] = [:]
    private var spots: [String: Conversion.Spot?] = [:]
    private var currencies: [ArraySlice<UInt8>: Currency] = [:]
    private var statuses: [String: Conversion.Status] = [:]
    /// How many rows said the same, by the beginning of their digest.
    private var repetitions: [UInt64: Int32] = [:]

    /// Where the columns stand.
    private struct Heading {
        let count: Int
        let currency: Currency?
        let decimals: ReportAmount.Decimals
        let reference, part, day, status, subID, merchant, account, sale, saleCurrency, commission, currencyColumn,
            voided, locked, paid: Int?
    }

    init(_ options: ReportOptions, _ matcher: ConversionMatcher) {
        self.options = options
        self.matcher = matcher
        format = options.network.reportFormat
    }

    /// Takes the next piece of the file.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when it is no such report at all.
    mutating func read(_ piece: some Collection<UInt8>) throws(Problem) -> [Line] { try lines(of: table.read(piece)) }

    /// Ends the file.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when it was no such report at all.
    mutating func finish() throws(Problem) -> [Line] {
        let lines = try lines(of: table.finish())
        guard heading != nil else { throw isNoReport }
        return lines
    }

    private mutating func lines(of rows: [CommaSeparatedReader.Row]) throws(Problem) -> [Line] {
        var lines: [Line] = []
        lines.reserveCapacity(rows.count)
        for row in rows {
            guard let heading else {
                try begin(row)
                continue
            }
            do throws(ReportFault.Reason) {
                lines.append(.conversion(line: row.line, try conversion(row, heading)))
            } catch {
                lines.append(.fault(ReportFault(line: row.line, reason: error.text)))
            }
        }
        return lines
    }

    private mutating func begin(_ row: CommaSeparatedReader.Row) throws(Problem) {
        switch ReportHeading.read(row, format, options) {
        case .failure(let missing):
            titles.append(missing)
            guard titles.count < Self.mostTitles else { throw isNoReport }
        case .success(let found):
            guard
                found.currency ?? options.currency != nil || found.position(.currency) != nil
                    || options.network == .shareasale
            else {
                throw Problem(
                    .invalid, slug: "report-currency", title: "The report can’t be imported",
                    detail: "It doesn’t say in which currency it is. Choose the currency, and try it again.",
                    fieldErrors: [.init(field: "currency", message: "Choose the currency of the report.")])
            }
            let usual: ReportAmount.Decimals = table.foundSeparator == UInt8(ascii: ";") ? .comma : .point
            heading = Heading(
                count: found.count, currency: found.currency, decimals: options.decimals ?? usual,
                reference: found.position(.reference), part: found.position(.part), day: found.position(.day),
                status: found.position(.status), subID: found.position(.subID), merchant: found.position(.merchant),
                account: found.position(.account), sale: found.position(.sale),
                saleCurrency: found.position(.saleCurrency), commission: found.position(.commission),
                currencyColumn: found.position(.currency), voided: found.position(.voided),
                locked: found.position(.locked), paid: found.position(.paid))
        }
    }

    private var isNoReport: Problem {
        guard let best = titles.max(by: { $0.known < $1.known }) else {
            return Problem(
                .invalid, slug: "report-empty", title: "The report can’t be imported", detail: "The file is empty.")
        }
        let names = best.columns.map { column in
            let known = (format.headings[column] ?? []).prefix(3).map { "“\($0)”" }.joined(separator: " or ")
            return known.isEmpty ? column.label.lowercased() : "\(column.label.lowercased()) (\(known))"
        }
        let headings = best.headings.prefix(12).map { "“\($0.prefix(40))”" }.joined(separator: ", ")
        return Problem(
            .invalid, slug: "report-columns", title: "The report can’t be imported",
            detail: """
                It is no report of transactions from \(options.network.name): these columns are missing: \
                \(names.joined(separator: ", ")). It has \(headings).
                """)
    }

    private mutating func conversion(
        _ row: CommaSeparatedReader.Row, _ heading: Heading
    ) throws(ReportFault.Reason) -> Conversion {
        guard row.count == heading.count else {
            throw .init("It has \(row.count) columns, and the heading has \(heading.count).")
        }
        let currency = try currency(row, heading)
        let commission = Money(micros: try amount(row, heading.commission, "commission", heading), currency)
        let day = try day(row, heading)
        let subID = try text(row, heading.subID, "sub-id")
        let merchant = try text(row, heading.merchant, "merchant")
        let account = try text(row, heading.account, "account")
        let origin = Conversion.Origin(
            programme: options.programme ?? programme(merchant, account), spot: spot(subID))
        return Conversion(
            key: try key(row, heading, day: day, merchant: merchant, subID: subID),
            status: commission.micros < 0 ? .reversed : try status(row, heading), day: day, subID: subID,
            merchant: merchant, commission: commission, sale: try sale(row, heading, currency), origin: origin)
    }

    private mutating func key(
        _ row: CommaSeparatedReader.Row, _ heading: Heading, day: CalendarDay, merchant: String, subID: String
    ) throws(ReportFault.Reason) -> Conversion.Key {
        let part = try text(row, heading.part, "item")
        guard format.identity != .content else {
            let content = "\(day) \(merchant) \(part)" + (subID.isEmpty ? "" : " \(subID)")
            let digest = SHA256.hash(data: Array(content.utf8)).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let number = repetitions[digest, default: 0] + 1
            repetitions[digest] = number
            return .init(network: options.network, reference: number == 1 ? content : "\(content) (\(number))")
        }
        let number = try text(row, heading.reference, "transaction number")
        guard !number.isEmpty else { throw .init("The transaction number is missing.") }
        let scope =
            format.identity == .number ? "" : options.programme?.description ?? merchant.lowercased()
        return .init(
            network: options.network, scope: scope, reference: part.isEmpty ? number : "\(number)/\(part)")
    }

    private mutating func status(
        _ row: CommaSeparatedReader.Row, _ heading: Heading
    ) throws(ReportFault.Reason) -> Conversion.Status {
        if isTrue(row, heading.voided) { return .reversed }
        let word = try text(row, heading.status, "status")
        var status: Conversion.Status
        if let known = statuses[word] {
            status = known
        } else if let found = word.isEmpty ? format.usualStatus : format.status(word) {
            status = found
            statuses[word] = found
        } else {
            throw .init(word.isEmpty ? "The status is missing." : "“\(word.prefix(40))” is no status that is known.")
        }
        if status == .pending, isTrue(row, heading.locked) { status = .approved }
        if status != .reversed, isTrue(row, heading.paid) { status = .paid }
        return status
    }

    private func isTrue(_ row: CommaSeparatedReader.Row, _ position: Int?) -> Bool {
        guard let position else { return false }
        return ["1", "true", "yes", "y"].contains(String(decoding: row.field(position), as: UTF8.self).lowercased())
    }

    private mutating func currency(
        _ row: CommaSeparatedReader.Row, _ heading: Heading
    ) throws(ReportFault.Reason) -> Currency {
        let usual = heading.currency ?? options.currency ?? (options.network == .shareasale ? .dollar : nil)
        guard let position = heading.currencyColumn, !row.field(position).isEmpty else {
            guard let usual else { throw .init("The currency is missing.") }
            return usual
        }
        let field = row.field(position)
        if let known = currencies[field] { return known }
        let code = try text(row, position, "currency")
        guard let currency = Currency(code) else {
            throw .init("“\(code.prefix(20))” is no currency in use; three letters such as EUR are expected.")
        }
        if currencies.count < 1000 { currencies[ArraySlice(Array(field))] = currency }
        return currency
    }

    private func sale(
        _ row: CommaSeparatedReader.Row, _ heading: Heading, _ currency: Currency
    ) throws(ReportFault.Reason) -> Money? {
        guard let position = heading.sale, !row.field(position).isEmpty else { return nil }
        if let other = heading.saleCurrency, !row.field(other).isEmpty {
            let code = try text(row, other, "currency of the sale")
            guard let own = Currency(code) else { throw .init("“\(code.prefix(20))” is no currency in use.") }
            guard own == currency else { return nil }
        }
        return Money(micros: try amount(row, position, "sale amount", heading), currency)
    }

    private func amount(
        _ row: CommaSeparatedReader.Row, _ position: Int?, _ name: String, _ heading: Heading
    ) throws(ReportFault.Reason) -> Int64 {
        guard let position, !row.field(position).isEmpty else { throw .init("The \(name) is missing.") }
        guard let micros = ReportAmount.micros(row.field(position), heading.decimals) else {
            let text = String(decoding: row.field(position).prefix(40), as: UTF8.self)
            let example = heading.decimals == .point ? "1,234.50" : "1.234,50"
            throw .init("The \(name) “\(text)” is no amount such as \(example).")
        }
        return micros
    }

    private func day(_ row: CommaSeparatedReader.Row, _ heading: Heading) throws(ReportFault.Reason) -> CalendarDay {
        guard let position = heading.day, !row.field(position).isEmpty else { throw .init("The day is missing.") }
        guard let day = ReportDay.day(row.field(position), options.dayOrder ?? format.dayOrder) else {
            throw .init("“\(String(decoding: row.field(position).prefix(40), as: UTF8.self))” is no day.")
        }
        return day
    }

    /// A field without spaces at its ends; empty for a column that the report doesn’t have.
    private func text(
        _ row: CommaSeparatedReader.Row, _ position: Int?, _ name: String
    ) throws(ReportFault.Reason) -> String {
        guard let position else { return "" }
        var field = row.field(position)
        while let first = field.first, first == 0x20 { field = field.dropFirst() }
        while let last = field.last, last == 0x20 { field = field.dropLast() }
        guard field.count <= Self.longestText else {
            throw .init("The \(name) is longer than \(Self.longestText) characters.")
        }
        guard field.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }), let text = String(validating: field, as: UTF8.self) else {
            throw .init("The \(name) has characters that can’t be read. Save the file as UTF-8 text.")
        }
        return text
    }

    private mutating func programme(_ merchant: String, _ account: String) -> Programme.ID? {
        let key = [merchant, account]
        if let known = programmes[key] { return known }
        let found = matcher.programme(of: options.network, merchant: merchant, account: account)
        if programmes.count < Self.mostRemembered { programmes[key] = .some(found) }
        return found
    }

    private mutating func spot(_ subID: String) -> Conversion.Spot? {
        if let known = spots[subID] { return known }
        let found = matcher.spot(of: subID)
        if spots.count < Self.mostRemembered { spots[subID] = .some(found) }
        return found
    }
}
