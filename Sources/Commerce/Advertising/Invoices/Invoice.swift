import Database
package import Kernel

/// What an advertiser owes for a month, or gets back; it stays as it was issued.
package struct Invoice: Sendable, Hashable {
    package typealias ID = Identifier<Invoice>

    package enum Kind: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case invoice
        case creditNote = "credit-note"
    }

    /// Counts from 1 in each year, without gaps; invoices and credit notes share the numbers.
    package struct Number: Sendable, Hashable, Comparable, CustomStringConvertible {
        package let year: Int
        package let sequence: Int

        /// Such as `2026-0042`.
        package var description: String {
            let digits = String(sequence)
            return "\(year)-\(String(repeating: "0", count: max(0, 4 - digits.utf8.count)))\(digits)"
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.year, left.sequence) < (right.year, right.sequence)
        }
    }

    /// What is billed: a month of an advertiser, or of one of its campaigns, in one currency.
    package struct Subject: Sendable, Hashable {
        package let advertiser: Slug
        package let campaign: Campaign.ID?
        package let month: CalendarMonth
        package let currency: Currency

        package init(advertiser: Slug, campaign: Campaign.ID? = nil, month: CalendarMonth, currency: Currency) {
            self.advertiser = advertiser
            self.campaign = campaign
            self.month = month
            self.currency = currency
        }
    }

    package let id: ID
    package let number: Number
    package let kind: Kind
    /// The invoice that a credit note corrects.
    package let corrects: ID?
    /// Whether a credit note takes its invoice back as a whole, so that the month can be billed anew.
    package let cancels: Bool
    package let subject: Subject
    package let issued: Timestamp
    /// By the site’s clocks.
    package let day: CalendarDay
    package let due: CalendarDay
    package let issuer: InvoiceParty
    package let payment: String
    package let recipient: InvoiceParty
    package let reference: String
    /// In hundredths of a per cent.
    package let vatRate: Int
    package let isReverseCharge: Bool
    /// Why a credit note was issued.
    package let reason: String
    package let lines: [InvoiceLine]
    package let sums: InvoiceSums
    /// Who issued it, by the name of then.
    package let issuedBy: String
}

extension Invoice {
    /// Reads a row; its lines are in another table.
    init(row: Row, lines: [InvoiceLine]) throws {
        let currency = try Currency(column: row.value("currency"))
        let monthText = try row.value("month", as: String.self)
        guard let month = CalendarMonth(monthText) else {
            throw DatabaseError.decoding("“\(monthText)” is no month.")
        }
        id = try row.value("id")
        number = try Number(year: row.value("year"), sequence: row.value("sequence"))
        kind = try row.value("kind")
        corrects = try row.value("corrects")
        cancels = try row.value("cancels")
        subject = try Subject(
            advertiser: row.value("advertiser"), campaign: row.value("campaign"), month: month, currency: currency)
        issued = try row.value("issued")
        day = try row.value("day")
        due = try row.value("due")
        issuer = try InvoiceParty(
            name: row.value("issuer_name"), address: row.value("issuer_address"),
            country: Country(column: row.value("issuer_country")), vatNumber: row.value("issuer_vat_number"))
        payment = try row.value("payment")
        recipient = try InvoiceParty(
            name: row.value("name"), address: row.value("address"), country: Country(column: row.value("country")),
            vatNumber: row.value("vat_number"))
        reference = try row.value("reference")
        vatRate = try row.value("vat_rate")
        isReverseCharge = try row.value("reverse_charge")
        reason = try row.value("reason")
        self.lines = lines
        sums = try InvoiceSums(
            net: Money(micros: row.value("net"), currency), rounding: Money(micros: row.value("rounding"), currency),
            vat: Money(micros: row.value("vat"), currency))
        issuedBy = try row.value("issued_by")
    }
}
