package import Kernel

extension AddressHealth.State: ColumnCodable {}

/// Every table of checks has the same columns for what they found.
extension AddressHealth: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            state: row.value("state"), checked: row.value("checked"), nextCheck: row.value("next_check"),
            failures: row.value("failures"), firstFailure: row.value("first_failure"), unclear: row.value("unclear"),
            unclearSince: row.value("unclear_since"), lastStatus: row.value("status"), lastError: row.value("error"),
            finalAddress: row.value("final_address"))
    }

    /// Sets these columns, in an `UPDATE`.
    package var assignments: SQL {
        """
        state = \(state), checked = \(checked), next_check = \(nextCheck), failures = \(failures),
        first_failure = \(firstFailure), unclear = \(unclear), unclear_since = \(unclearSince),
        status = \(lastStatus), error = \(lastError), final_address = \(finalAddress)
        """
    }
}
