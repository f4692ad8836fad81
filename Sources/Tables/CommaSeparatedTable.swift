package import Kernel

/// A table of comma-separated values (RFC 4180).
package struct CommaSeparatedTable: Sendable, Hashable {
    /// Each with the line on which it begins, from 1.
    package let rows: [(line: Int, fields: [String])]

    package static let mostRows = 5000

    package static func == (left: Self, right: Self) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) { hasher.combine(text) }

    package init(rows: [[String]]) { self.rows = rows.enumerated().map { ($0.offset + 1, $0.element) } }

    /// Reads a table; empty lines are left out.
    ///
    /// - Throws: ``Problem`` of kind `invalid` that names the line.
    package init(_ text: String) throws(Problem) {
        var reader = CommaSeparatedReader()
        let rows = try reader.read(text.utf8) + reader.finish()
        guard rows.count <= Self.mostRows else {
            throw Problem(
                .invalid, slug: "csv-invalid", title: "The table can’t be read",
                detail: "The table has more than \(Self.mostRows) rows.")
        }
        self.rows = rows.map { ($0.line, $0.texts) }
    }

    /// With CR LF at line ends, and quotes where they are needed.
    package var text: String {
        rows.map { row in row.fields.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func quoted(_ field: String) -> String {
        // A spreadsheet would run what begins like this as a formula.
        let isFormula = field.first.map { "=+-@\t".contains($0) } ?? false
        let safe = isFormula ? "'\(field)" : field
        guard safe.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) || isFormula else { return safe }
        return "\"\(safe.replacing("\"", with: "\"\""))\""
    }
}
