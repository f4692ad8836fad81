/// A type that is read from a row, beside the SQL that selects it.
package protocol RowDecodable {
    /// - Throws: ``DatabaseError/decoding(_:)`` when a column is missing or of another form.
    init(row: Row) throws
}

/// One row of an answer.
package struct Row: Sendable {
    /// The columns' names, shared by all rows of an answer.
    package let columns: [String]
    package let values: [Value]

    package init(columns: [String], values: [Value]) {
        self.columns = columns
        self.values = values
    }

    /// Reads a column by its name; the type follows from where the value goes.
    ///
    /// - Throws: ``DatabaseError/decoding(_:)``.
    package func value<Column: ColumnDecodable>(_ column: String, as type: Column.Type = Column.self) throws -> Column {
        guard let index = columns.firstIndex(of: column) else {
            let columns = columns.joined(separator: ", ")
            throw DatabaseError.decoding("There is no column “\(column)”; there are \(columns).")
        }
        return try value(at: index)
    }

    /// Reads a column by its position from 0.
    ///
    /// - Throws: ``DatabaseError/decoding(_:)``.
    package func value<Column: ColumnDecodable>(at index: Int, as type: Column.Type = Column.self) throws -> Column {
        guard values.indices.contains(index) else {
            throw DatabaseError.decoding("There is no column \(index).")
        }
        guard let value = Column(databaseValue: values[index]) else {
            throw DatabaseError.decoding("Column “\(columns[index])” does not hold a value of type \(Column.self).")
        }
        return value
    }
}
