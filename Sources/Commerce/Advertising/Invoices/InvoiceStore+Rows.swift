import Database
import Kernel

extension InvoiceStore {
    static func invoice(_ id: Invoice.ID, _ connection: any Connection) throws -> Invoice? {
        try connection.rows("SELECT * FROM invoice WHERE id = \(id)").first.map { try read($0, connection) }
    }

    static func credits(of id: Invoice.ID, _ connection: any Connection) throws -> [Invoice] {
        try connection.rows("SELECT * FROM invoice WHERE corrects = \(id) ORDER BY year, sequence").map {
            try read($0, connection)
        }
    }

    private static func read(_ row: Row, _ connection: any Connection) throws -> Invoice {
        let id = try row.value("id", as: Invoice.ID.self)
        let currency = try Currency(column: row.value("currency"))
        let lines = try connection.rows("SELECT * FROM invoice_line WHERE invoice = \(id) ORDER BY position").map {
            try InvoiceLine(row: $0, currency)
        }
        return try Invoice(row: row, lines: lines)
    }

    /// The next of a year; the schema refuses any other.
    static func nextNumber(in year: Int, _ connection: any Connection) throws -> Invoice.Number {
        let last = try connection.value(Int.self, "SELECT coalesce(max(sequence), 0) FROM invoice WHERE year = \(year)")
        return Invoice.Number(year: year, sequence: (last ?? 0) + 1)
    }

    /// The lines first: once the invoice is there, the schema takes no more.
    static func write(_ invoice: Invoice, _ signature: Signature, _ connection: any Connection) throws {
        for (index, line) in invoice.lines.enumerated() {
            try connection.execute(
                """
                INSERT INTO invoice_line (invoice, position, flight, text, unit, quantity, price, amount)
                VALUES (\(invoice.id), \(index + 1), \(line.flight), \(line.text), \(line.unit), \(line.quantity),
                    \(line.price.micros), \(line.amount.micros))
                """)
        }
        let (issuer, recipient, sums) = (invoice.issuer, invoice.recipient, invoice.sums)
        try connection.execute(
            """
            INSERT INTO invoice (id, year, sequence, kind, corrects, cancels, advertiser, campaign, month, currency,
                issued, day, due, issuer_name, issuer_address, issuer_country, issuer_vat_number, payment, name,
                address, country, vat_number, reference, vat_rate, reverse_charge, reason, net, rounding, vat, total,
                account, issued_by)
            VALUES (\(invoice.id), \(invoice.number.year), \(invoice.number.sequence), \(invoice.kind),
                \(invoice.corrects), \(invoice.cancels), \(invoice.subject.advertiser), \(invoice.subject.campaign),
                \(invoice.subject.month.description), \(invoice.subject.currency.code), \(invoice.issued),
                \(invoice.day), \(invoice.due), \(issuer.name), \(issuer.address), \(issuer.country.description),
                \(issuer.vatNumber), \(invoice.payment), \(recipient.name), \(recipient.address),
                \(recipient.country.description), \(recipient.vatNumber), \(invoice.reference), \(invoice.vatRate),
                \(invoice.isReverseCharge), \(invoice.reason), \(sums.net.micros), \(sums.rounding.micros),
                \(sums.vat.micros), \(sums.total.micros), \(signature.account), \(invoice.issuedBy))
            """)
        let what = invoice.kind == .invoice ? "invoice" : "credit note"
        try CommerceHistory.note(
            .invoice, subject: invoice.id.description, title: invoice.number.description, .started,
            "\(what) to \(recipient.name) for \(invoice.subject.month.written): \(sums.total.written)", signature,
            in: connection)
    }
}
