import Kernel
import Tables

/// The first line of a report: which column says what.
struct ReportHeading: Sendable {
    /// By column, where it stands.
    private let positions: [Int?]
    /// What a heading says of the amounts below it, such as `Commission (EUR)`.
    let currency: Currency?
    let count: Int

    /// Reads a row as the heading.
    ///
    /// - Returns: What is missing, when it isn’t one.
    static func read(_ row: CommaSeparatedReader.Row, _ format: ReportFormat, _ options: ReportOptions)
        -> Result<ReportHeading, Missing>
    {
        let texts = row.texts
        let plain = texts.map(Self.plain)
        func position(_ column: ReportColumn) -> Int? {
            if let chosen = options.headings[column].map(Self.plain), !chosen.isEmpty {
                return plain.firstIndex(of: chosen)
            }
            for heading in format.headings[column] ?? [] {
                if let index = plain.firstIndex(of: heading) { return index }
            }
            return nil
        }
        let positions = ReportColumn.allCases.map(position)
        let chosen = ReportColumn.allCases.filter { options.headings[$0]?.isEmpty == false }
        let missing = ReportColumn.allCases.filter { column in
            (format.needed.contains(column) || chosen.contains(column))
                && positions[ReportColumn.allCases.firstIndex(of: column) ?? 0] == nil
        }
        guard missing.isEmpty else {
            return .failure(Missing(columns: missing, known: positions.count { $0 != nil }, headings: texts))
        }
        let commission = positions[ReportColumn.allCases.firstIndex(of: .commission) ?? 0]
        return .success(
            ReportHeading(
                positions: positions, currency: commission.flatMap { Self.currency(in: texts[$0]) }, count: row.count))
    }

    /// What a row lacks that would have to be in a heading.
    struct Missing: Error {
        let columns: [ReportColumn]
        /// How many columns it has that are known.
        let known: Int
        let headings: [String]
    }

    private static let order = Dictionary(
        uniqueKeysWithValues: ReportColumn.allCases.enumerated().map { ($0.element, $0.offset) })

    /// Where a column stands; `nil` for one that the report doesn’t have.
    func position(_ column: ReportColumn) -> Int? { Self.order[column].flatMap { positions[$0] } }

    /// In lower case, without what is between parentheses, and of the rest only letters and digits.
    static func plain(_ text: String) -> String {
        String(text.prefix { $0 != "(" && $0 != "[" }.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    private static func currency(in heading: String) -> Currency? {
        let inside = heading.drop { $0 != "(" && $0 != "[" }.dropFirst().prefix { $0 != ")" && $0 != "]" }
        return Currency(inside) ?? (inside == "€" ? .euro : inside == "£" ? .pound : nil)
    }
}
