package import Database
import Kernel

extension SourceHealth: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            state: row.value("state"), checked: row.value("checked"), nextCheck: row.value("next_check"),
            failures: row.value("failures"), firstFailure: row.value("first_failure"), unclear: row.value("unclear"),
            unclearSince: row.value("unclear_since"), lastStatus: row.value("status"), lastError: row.value("error"),
            finalAddress: row.value("final_address"))
    }
}
