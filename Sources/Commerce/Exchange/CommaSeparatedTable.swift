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
        var reader = Reader(text)
        rows = try reader.all()
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

    private struct Reader {
        private var rest: ArraySlice<UInt8>
        private var line = 1

        init(_ text: String) {
            let bytes = Array(text.utf8)
            rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        }

        mutating func all() throws(Problem) -> [(line: Int, fields: [String])] {
            var rows: [(line: Int, fields: [String])] = []
            while !rest.isEmpty {
                let begin = line
                let fields = try row()
                if fields.count == 1, fields[0].isEmpty { continue }
                guard rows.count <= CommaSeparatedTable.mostRows else {
                    throw Self.problem("The table has more than \(CommaSeparatedTable.mostRows) rows.")
                }
                rows.append((begin, fields))
            }
            return rows
        }

        private mutating func row() throws(Problem) -> [String] {
            var fields: [String] = []
            while true {
                fields.append(try field())
                guard let byte = rest.popFirst() else { return fields }
                if byte == UInt8(ascii: ",") { continue }
                if byte == UInt8(ascii: "\r"), rest.first == UInt8(ascii: "\n") { rest.removeFirst() }
                line += 1
                return fields
            }
        }

        /// Reads up to the comma or line end that ends a field.
        private mutating func field() throws(Problem) -> String {
            let begin = line
            guard rest.first == UInt8(ascii: "\"") else {
                let bytes = rest.prefix { !",\r\n".utf8.contains($0) }
                rest = rest.dropFirst(bytes.count)
                guard !bytes.contains(UInt8(ascii: "\"")) else {
                    throw Self.problem("Line \(begin) has a quotation mark in the middle of a field.")
                }
                return String(decoding: bytes, as: UTF8.self)
            }
            rest.removeFirst()
            var bytes: [UInt8] = []
            while let byte = rest.popFirst() {
                guard byte == UInt8(ascii: "\"") else {
                    if byte == UInt8(ascii: "\n") { line += 1 }
                    bytes.append(byte)
                    continue
                }
                if rest.first == UInt8(ascii: "\"") {
                    rest.removeFirst()
                    bytes.append(byte)
                } else if rest.isEmpty || rest.first.map({ ",\r\n".utf8.contains($0) }) == true {
                    return String(decoding: bytes, as: UTF8.self)
                } else {
                    throw Self.problem("Line \(line) has something after a closing quotation mark.")
                }
            }
            throw Self.problem("The quotation mark that opens on line \(begin) is never closed.")
        }

        private static func problem(_ detail: String) -> Problem {
            Problem(.invalid, slug: "csv-invalid", title: "The table can’t be read", detail: detail)
        }
    }
}
