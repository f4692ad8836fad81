import CPostgres
import Database

/// What libpq answered to a statement.
struct PostgresResult: ~Copyable {
    /// The fields of a report on a failure (PostgreSQL's manual, “Error and Notice Message Fields”).
    enum ReportField: Unicode.Scalar {
        case code = "C"
        case message = "M"
        case sourceFunction = "R"
    }

    private let result: OpaquePointer?

    init(_ result: OpaquePointer?) { self.result = result }

    deinit { PQclear(result) }

    var isSuccess: Bool {
        let status = PQresultStatus(result)
        return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK
    }

    /// How many rows were inserted, changed or deleted.
    var changes: Int {
        let command = String(cString: PQcmdStatus(result))
        guard ["INSERT", "UPDATE", "DELETE", "MERGE"].contains(command.prefix { $0 != " " }) else { return 0 }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    var rows: [Row] {
        let columns = (0..<PQnfields(result)).map {
            (name: String(cString: PQfname(result, $0)), type: PQftype(result, $0))
        }
        let names = columns.map(\.name)
        return (0..<PQntuples(result)).map { row in
            let values = columns.indices.map { column in value(row, CInt(column), columns[column].type) }
            return Row(columns: names, values: values)
        }
    }

    /// A field of the server's report on a failure, unless there is none.
    func report(_ field: ReportField) -> String? {
        PQresultErrorField(result, CInt(field.rawValue.value)).map { String(cString: $0) }
    }

    private func value(_ row: CInt, _ column: CInt, _ type: Oid) -> Value {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let length = Int(PQgetlength(result, row, column))
        let bytes = UnsafeRawBufferPointer(start: start, count: length)
        return Value(postgres: bytes, type: type)
    }
}
