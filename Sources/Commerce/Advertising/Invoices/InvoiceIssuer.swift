package import Database
import Kernel

/// Who issues the invoices: the publisher as a business.
package struct InvoiceIssuer: Sendable, Hashable {
    package let party: InvoiceParty
    /// How to pay, such as a bank account; a line for each line.
    package let payment: String
    /// After so many days an invoice is due.
    package let daysToPay: Int

    package init(party: InvoiceParty, payment: String, daysToPay: Int) {
        self.party = party
        self.payment = payment
        self.daysToPay = daysToPay
    }

    func check(_ faults: inout FieldFaults) {
        faults.length(of: party.name, 1...120, field: "name", called: "name")
        InvoiceParty.check(address: party.address, vatNumber: party.vatNumber, &faults)
        faults.length(of: payment, 0...600, field: "payment", called: "text on how to pay")
        if !(0...365).contains(daysToPay) { faults.add("daysToPay", "Write a number of days from 0 to 365.") }
    }
}

extension InvoiceIssuer: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            party: InvoiceParty(
                name: row.value("name"), address: row.value("address"), country: Country(column: row.value("country")),
                vatNumber: row.value("vat_number")),
            payment: row.value("payment"), daysToPay: row.value("days_to_pay"))
    }
}

extension InvoiceIssuer: Recorded {
    static let kind = CommerceEvent.Kind.billing
    /// No advertiser can be called so: it is no slug.
    var subject: String { "the issuer" }
    var title: String { party.name }
    var isEnded: Bool { false }
    var fields: [(name: String, value: String)] {
        [
            ("name", party.name), ("address", party.address), ("country", party.country.description),
            ("VAT number", party.vatNumber), ("payment", payment), ("days to pay", String(daysToPay)),
        ]
    }
}

extension Country {
    /// Reads a column.
    init(column code: String) throws(DatabaseError) {
        guard let country = Country(code) else { throw .decoding("“\(code)” is no country.") }
        self = country
    }
}
