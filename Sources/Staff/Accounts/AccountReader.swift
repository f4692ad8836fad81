import Database
import Kernel

/// Reads accounts within one transaction.
struct AccountReader {
    let connection: any Connection

    func account(_ id: StaffID) throws -> Account? {
        try accounts("WHERE id = \(id)").first
    }

    func account(email: String) throws -> Account? {
        try accounts("WHERE email = \(email.lowercased())").first
    }

    func all() throws -> [Account] { try accounts("ORDER BY email") }

    private func accounts(_ rest: SQL) throws -> [Account] {
        try connection.rows("SELECT id, email, name, created, disabled FROM account \(rest)").map { row in
            let id = try row.value("id", as: StaffID.self)
            let roles = try connection.rows("SELECT role FROM account_role WHERE account = \(id)").map {
                try $0.value(at: 0, as: Role.self)
            }
            return try Account(
                id: id, email: row.value("email"), name: row.value("name"), roles: Set(roles),
                created: row.value("created"), disabled: row.value("disabled"))
        }
    }
}
