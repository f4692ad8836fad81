import Database

extension Connection {
    /// Runs a statement with many rows of values as few statements, of few sizes, so that each stays prepared.
    ///
    /// - Parameter body: Is given some of the rows as `(…), (…)`, to be put after `VALUES`.
    func inParts(_ rows: [[Value]], _ body: (SQL) throws -> Void) throws {
        var rest = rows[...]
        for size in [64, 8, 1] {
            while rest.count >= size {
                try body(Self.values(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
        }
    }

    private static func values(_ rows: ArraySlice<[Value]>) -> SQL {
        var text = SQL.Interpolation(
            literalCapacity: rows.count * 24, interpolationCount: rows.count * (rows.first?.count ?? 0))
        for (number, row) in rows.enumerated() {
            for (column, value) in row.enumerated() {
                text.appendLiteral(column > 0 ? ", " : number > 0 ? ", (" : "(")
                text.appendInterpolation(value)
            }
            text.appendLiteral(")")
        }
        return SQL(stringInterpolation: text)
    }
}
