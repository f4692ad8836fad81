/// How rows are added to a table.
package struct Insertion: Sendable, Hashable {
    let table: String
    let columns: [String]
    /// Such as `ON CONFLICT DO NOTHING`.
    let onConflict: String

    package init(
        into table: StaticString, _ columns: [StaticString], onConflict: StaticString = ""
    ) {
        self.table = "\(table)"
        self.columns = columns.map { "\($0)" }
        self.onConflict = "\(onConflict)"
    }

    /// The statement for so many rows, without its arguments.
    package func text(rows: Int) -> String {
        var text = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES "
        var parameter = 0
        for row in 0..<rows {
            text += row == 0 ? "(" : ", ("
            for column in columns.indices {
                parameter += 1
                text += column == 0 ? "$\(parameter)" : ", $\(parameter)"
            }
            text += ")"
        }
        return onConflict.isEmpty ? text : "\(text) \(onConflict)"
    }

    /// One statement that adds all of these rows.
    package func statement(adding rows: some Collection<[Value]>) -> SQL {
        SQL(text: text(rows: rows.count), arguments: rows.flatMap { $0 })
    }
}
