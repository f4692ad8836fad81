package import Database
package import Kernel

/// Bills what the ledger holds, and keeps what was billed.
package struct InvoiceStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// So many months back are looked through for what isn’t billed yet.
    package static let monthsShown = 12

    /// All that were issued, the latest first, without their lines.
    package func all() async throws -> [Invoice] {
        try await database.read { connection in
            try connection.rows("SELECT * FROM invoice ORDER BY year DESC, sequence DESC").map {
                try Invoice(row: $0, lines: [])
            }
        }
    }

    package func invoice(_ id: Invoice.ID) async throws -> Invoice? {
        try await database.read { try Self.invoice(id, $0) }
    }

    /// The credit notes of an invoice, the first first, with their lines.
    package func credits(of id: Invoice.ID) async throws -> [Invoice] {
        try await database.read { try Self.credits(of: id, $0) }
    }

    /// What would be billed now.
    package func draft(_ subject: Invoice.Subject, in zone: Zone) async throws -> InvoiceDraft {
        try await database.read { try InvoiceDraft.read(subject, in: zone, $0) }
    }

    /// What isn’t billed yet of the months that are over, the first month first; also where more was billed than there is.
    package func unbilled(on day: CalendarDay, in zone: Zone) async throws -> [InvoiceDraft] {
        try await database.read { connection in
            let months = CalendarMonth.last(Self.monthsShown + 1, upTo: day).dropLast()
            let subjects = try connection.rows("SELECT DISTINCT advertiser, currency FROM campaign ORDER BY 1, 2")
            return try months.flatMap { month in
                try subjects.map { row in
                    let subject = try Invoice.Subject(
                        advertiser: row.value("advertiser"), month: month,
                        currency: Currency(column: row.value("currency")))
                    return try InvoiceDraft.read(subject, in: zone, connection)
                }
            }.filter { !$0.lines.isEmpty || !$0.differences.isEmpty }
        }
    }

    /// Bills a month that is over.
    ///
    /// - Parameters:
    ///   - id: Of the new invoice; sent again, it is answered with the invoice that there is.
    ///   - net: What whoever issues it has seen that the lines come to.
    /// - Throws: ``Problem`` of kind `conflict` when it comes to something else, there is nothing to bill, or who bills or is billed
    ///   is not known.
    package func issue(
        _ id: Invoice.ID, for subject: Invoice.Subject, net: Money, in zone: Zone, by signature: Signature
    ) async throws -> Invoice {
        let day = zone.reading(of: signature.at).day
        guard subject.month.last < day else {
            throw Self.conflict("The month isn’t over", "\(subject.month.written) can be billed once it is over.")
        }
        return try await database.write { connection in
            if let invoice = try Self.invoice(id, connection) { return invoice }
            let draft = try InvoiceDraft.read(subject, in: zone, connection)
            guard !draft.lines.isEmpty else {
                throw Self.conflict(
                    "There is nothing to bill", "All that the ledger holds of this month stands on invoices already.")
            }
            guard draft.net == net else {
                throw Self.conflict(
                    "There is something else to bill now",
                    "It comes to \(draft.net.written), and was \(net.written) before. Look at the lines once more.")
            }
            let (issuer, terms, name) = try Self.parties(of: subject.advertiser, connection)
            let bounds = try BilledMonth.bounds(of: subject.month, in: zone, connection)
            try BilledMonth.fix(subject.month, bounds, connection)
            let invoice = Invoice(
                id: id, number: try Self.nextNumber(in: day.year, connection), kind: .invoice, corrects: nil,
                cancels: false, subject: subject, issued: signature.at, day: day,
                due: day.advanced(byDays: issuer.daysToPay), issuer: issuer.party, payment: issuer.payment,
                recipient: InvoiceParty(
                    name: name, address: terms.address, country: terms.country, vatNumber: terms.vatNumber),
                reference: terms.reference, vatRate: terms.vatRate, isReverseCharge: terms.isReverseCharge, reason: "",
                lines: draft.lines, sums: InvoiceSums(net: draft.net, vatRate: terms.vatRate),
                issuedBy: signature.name)
            try Self.write(invoice, signature, connection)
            return invoice
        }
    }

    /// Takes an invoice back as a whole, less what was given back before, so that its month can be billed anew.
    ///
    /// - Throws: ``Problem`` of kind `invalid` without a reason, or `conflict` when that was done already.
    package func cancel(
        _ id: Invoice.ID, as note: Invoice.ID, reason: String, in zone: Zone, by signature: Signature
    ) async throws -> Invoice {
        try await correct(id, as: note, reason: reason, cancels: true, in: zone, by: signature) { invoice, credits in
            let returned = credits.map { credit in
                InvoiceLine(
                    flight: nil, text: "Credited before with \(credit.number)", unit: .credit, quantity: 1,
                    price: .zero(invoice.subject.currency), amount: -credit.sums.net)
            }
            let sums = credits.reduce(invoice.sums) { $0 + $1.sums }
            return (invoice.lines.map { -$0 } + returned, -sums)
        }
    }

    /// Gives a part of an invoice back; the ledger stays billed.
    ///
    /// - Parameter amount: Without VAT, in whole cents.
    /// - Throws: ``Problem`` of kind `invalid` when it is more than what is left, or there is no reason.
    package func credit(
        _ id: Invoice.ID, as note: Invoice.ID, amount: Money, reason: String, in zone: Zone, by signature: Signature
    ) async throws -> Invoice {
        try await correct(id, as: note, reason: reason, cancels: false, in: zone, by: signature) { invoice, credits in
            let left = credits.reduce(invoice.sums) { $0 + $1.sums }.taxable
            var faults = FieldFaults()
            if amount.currency != left.currency || amount.micros <= 0 || amount.micros > left.micros {
                faults.add("amount", "Write an amount up to the \(left.written) that are left of the invoice.")
            } else if amount.micros % left.currency.smallestCoin != 0 {
                faults.add("amount", "Nothing smaller than the smallest coin can be given back.")
            }
            try faults.check(slug: "credit-invalid", title: "This can’t be credited")
            let line = InvoiceLine(
                flight: nil, text: reason, unit: .credit, quantity: 1, price: .zero(left.currency), amount: -amount)
            return ([line], InvoiceSums(net: -amount, vatRate: invoice.vatRate))
        }
    }

    private func correct(
        _ id: Invoice.ID, as note: Invoice.ID, reason: String, cancels: Bool, in zone: Zone, by signature: Signature,
        _ body: @escaping @Sendable (Invoice, [Invoice]) throws -> ([InvoiceLine], InvoiceSums)
    ) async throws -> Invoice {
        var faults = FieldFaults()
        faults.length(of: reason, 1...200, field: "reason", called: "reason")
        let found = faults
        let day = zone.reading(of: signature.at).day
        return try await database.write { connection in
            if let note = try Self.invoice(note, connection) { return note }
            try found.check(slug: "credit-invalid", title: "This can’t be credited")
            guard let invoice = try Self.invoice(id, connection), invoice.kind == .invoice else {
                throw Problem(
                    .notFound, slug: "no-invoice", title: "There is no such invoice",
                    detail: "Only an invoice can be corrected, and not a credit note.")
            }
            let credits = try Self.credits(of: id, connection)
            guard !credits.contains(where: \.cancels) else {
                throw Self.conflict("It was taken back already", "Nothing of this invoice is left to be credited.")
            }
            let (lines, sums) = try body(invoice, credits)
            let credit = Invoice(
                id: note, number: try Self.nextNumber(in: day.year, connection), kind: .creditNote, corrects: id,
                cancels: cancels, subject: invoice.subject, issued: signature.at, day: day, due: day,
                issuer: invoice.issuer, payment: "", recipient: invoice.recipient, reference: invoice.reference,
                vatRate: invoice.vatRate, isReverseCharge: invoice.isReverseCharge, reason: reason, lines: lines,
                sums: sums, issuedBy: signature.name)
            try Self.write(credit, signature, connection)
            return credit
        }
    }

    private static func parties(
        of advertiser: Slug, _ connection: any Connection
    ) throws -> (InvoiceIssuer, BillingTerms, name: String) {
        guard let issuer = try BillingStore.issuer(connection) else {
            throw conflict("Who bills is not known", "Say first who issues the invoices, with address and VAT number.")
        }
        guard let terms = try BillingStore.terms(of: advertiser, connection),
            let name = try connection.value(
                String.self, "SELECT name FROM advertiser WHERE partner = \(advertiser)")
        else {
            throw conflict("Who is billed is not known", "Say first how the advertiser is billed, with its address.")
        }
        return (issuer, terms, name)
    }

    private static func conflict(_ title: String, _ detail: String) -> Problem {
        Problem(.conflict, slug: "invoice-refused", title: title, detail: detail)
    }
}
