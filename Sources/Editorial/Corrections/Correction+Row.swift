package import Database
import Kernel

extension Correction: RowDecodable {
    package init(row: Row) throws {
        try self.init(date: row.value("date"), text: row.value("text"))
    }
}
