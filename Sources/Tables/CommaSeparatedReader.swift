package import Kernel

/// Reads separated values (RFC 4180) in pieces, holding no more than one row besides the piece.
///
/// Lines may end in CR LF, LF or CR; a byte order mark and empty lines are left out.
package struct CommaSeparatedReader: Sendable {
    /// One row.
    package struct Row: Sendable, Hashable {
        /// On which it begins, from 1.
        package let line: Int
        fileprivate let bytes: [UInt8]
        /// Where each field ends in the bytes.
        fileprivate let ends: [Int]

        /// How many fields it has; at least one.
        package var count: Int { ends.count }

        /// The bytes of a field, without the quotation marks around it.
        package func field(_ index: Int) -> ArraySlice<UInt8> {
            bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
        }

        /// Every field; what isn’t UTF-8 is replaced.
        package var texts: [String] { ends.indices.map { String(decoding: field($0), as: UTF8.self) } }
    }

    private enum State {
        /// Before the first byte of a field.
        case begin
        case plain
        case quoted
        /// After a quotation mark in a quoted field: the end of it, or the first of two.
        case quote
    }

    /// In bytes; a longer row is an unclosed quotation mark, or no table at all.
    package static let longestRow = 1 << 20
    /// What may come before the separator is known.
    private static let longestHead = 1 << 16
    private static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

    private var separator: UInt8?
    /// What came before the separator was known.
    private var head: [UInt8] = []
    private var hasBegun = false
    private var state = State.begin
    private var endsInReturn = false
    private var line = 1
    private var begin = 1
    private var quoteLine = 1
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// - Parameter separator: Between fields; `nil` to take a comma, a semicolon or a tab, whichever the first line that has
    ///   any of them has most.
    package init(separator: UInt8? = UInt8(ascii: ",")) { self.separator = separator }

    /// What stands between fields, once it is known.
    package var foundSeparator: UInt8? { separator }

    /// Takes the next piece, and returns the rows that it completes.
    ///
    /// - Throws: ``Problem`` of kind `invalid` that names the line.
    package mutating func read(_ piece: some Collection<UInt8>) throws(Problem) -> [Row] {
        var rows: [Row] = []
        guard separator != nil, hasBegun else {
            head += piece
            if separator == nil { separator = Self.separator(of: head, isAll: head.count > Self.longestHead) }
            guard separator != nil || head.count > Self.longestHead, head.count >= 3 else { return [] }
            try begin(&rows)
            return rows
        }
        try parse(piece, &rows)
        return rows
    }

    /// Returns the row that no line end completed.
    ///
    /// - Throws: ``Problem`` of kind `invalid` that names the line.
    package mutating func finish() throws(Problem) -> [Row] {
        var rows: [Row] = []
        if !hasBegun { try begin(&rows) }
        switch state {
        case .quoted: throw Self.problem("The quotation mark that opens on line \(quoteLine) is never closed.")
        case .begin where bytes.isEmpty && ends.isEmpty: break
        case .begin, .plain, .quote: endRow(&rows)
        }
        return rows
    }

    private mutating func begin(_ rows: inout [Row]) throws(Problem) {
        hasBegun = true
        if separator == nil { separator = Self.separator(of: head, isAll: true) ?? Self.separators[0] }
        let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let piece = head[start...]
        head = []
        try parse(piece, &rows)
    }

    private mutating func parse(_ piece: some Collection<UInt8>, _ rows: inout [Row]) throws(Problem) {
        let separator = separator ?? Self.separators[0]
        for byte in piece {
            if endsInReturn {
                endsInReturn = false
                if byte == UInt8(ascii: "\n") { continue }
            }
            guard state != .quoted else {
                if byte == UInt8(ascii: "\"") {
                    state = .quote
                } else {
                    if byte == UInt8(ascii: "\n") { line += 1 }
                    try append(byte)
                }
                continue
            }
            switch byte {
            case separator: endField()
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                endsInReturn = byte == UInt8(ascii: "\r")
                endRow(&rows)
                line += 1
                begin = line
            case UInt8(ascii: "\""):
                switch state {
                case .begin: (state, quoteLine) = (.quoted, line)
                case .quote:
                    state = .quoted
                    try append(byte)
                case .plain, .quoted:
                    throw Self.problem("Line \(line) has a quotation mark in the middle of a field.")
                }
            default:
                guard state != .quote else {
                    throw Self.problem("Line \(line) has something after a closing quotation mark.")
                }
                state = .plain
                try append(byte)
            }
        }
    }

    private mutating func append(_ byte: UInt8) throws(Problem) {
        guard byte != 0 else {
            throw Self.problem("Line \(line) has a null character. Save the file as UTF-8 text, and try it again.")
        }
        guard bytes.count < Self.longestRow else {
            throw Self.problem(
                state == .quoted
                    ? "The quotation mark that opens on line \(quoteLine) is not closed within a megabyte."
                    : "Line \(line) is longer than a megabyte.")
        }
        bytes.append(byte)
    }

    private mutating func endField() {
        ends.append(bytes.count)
        state = .begin
    }

    private mutating func endRow(_ rows: inout [Row]) {
        endField()
        if ends.count > 1 || !bytes.isEmpty { rows.append(Row(line: begin, bytes: bytes, ends: ends)) }
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// What the first whole line that has a separator outside quotation marks has most of.
    private static func separator(of head: [UInt8], isAll: Bool) -> UInt8? {
        var counts = [0, 0, 0]
        var isQuoted = false
        func most() -> UInt8? {
            guard let most = counts.max(), most > 0 else { return nil }
            return counts.firstIndex(of: most).map { separators[$0] }
        }
        for byte in head {
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if !isQuoted, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                if let most = most() { return most }
            } else if !isQuoted, let index = separators.firstIndex(of: byte) {
                counts[index] += 1
            }
        }
        return isAll ? most() : nil
    }

    private static func problem(_ detail: String) -> Problem {
        Problem(.invalid, slug: "csv-invalid", title: "The table can’t be read", detail: detail)
    }
}
