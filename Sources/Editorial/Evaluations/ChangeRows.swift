import Database
import Kernel

/// The history of products or evaluations: rows that are written once and never again.
struct ChangeRows {
    let connection: any Connection
    /// Its table, and the column that names what was changed.
    private let table: SQL
    private let owner: SQL

    private init(_ connection: any Connection, table: SQL, owner: SQL) {
        (self.connection, self.table, self.owner) = (connection, table, owner)
    }

    static func products(_ connection: any Connection) -> ChangeRows {
        ChangeRows(connection, table: "product_change", owner: "product")
    }

    static func evaluations(_ connection: any Connection) -> ChangeRows {
        ChangeRows(connection, table: "evaluation_change", owner: "evaluation")
    }

    func add(
        _ lines: [ChangeLine], to slug: Slug, number: Int, by hand: Manuscript.Hand, reason: String,
        at moment: Timestamp
    ) throws {
        for (index, line) in lines.enumerated() {
            try connection.execute(
                """
                INSERT INTO \(table) (\(owner), number, line, at, account, account_name, reason, what, was, became)
                VALUES (\(slug), \(number), \(index), \(moment), \(hand.account), \(hand.name), \(reason),
                    \(line.what), \(line.before), \(line.after))
                """)
        }
    }

    /// Every change, newest first.
    func all(of slug: Slug) throws -> [RecordedChange] {
        let rows = try connection.rows("SELECT * FROM \(table) WHERE \(owner) = \(slug) ORDER BY number DESC, line")
        var changes: [RecordedChange] = []
        for row in rows {
            let number = try row.value("number", as: Int.self)
            let line = try ChangeLine(what: row.value("what"), before: row.value("was"), after: row.value("became"))
            let earlier = changes.last?.number == number ? changes.removeLast().lines : []
            changes.append(
                try RecordedChange(
                    number: number, at: row.value("at"),
                    by: .init(account: row.value("account"), name: row.value("account_name")),
                    reason: row.value("reason"), lines: earlier + [line]))
        }
        return changes
    }
}
