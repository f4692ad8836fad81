package import Database
package import Kernel

/// How an advertiser is billed.
package struct BillingTerms: Sendable, Hashable {
    /// The partner that the advertiser is; its invoices are made out to the advertiser’s name.
    package let advertiser: Slug
    package let address: String
    package let country: Country
    package let vatNumber: String
    /// In hundredths of a per cent: 1900 for 19 %.
    package let vatRate: Int
    /// Whether the advertiser accounts for the VAT in its own country.
    package let isReverseCharge: Bool
    /// What the advertiser wants to find on invoices, such as an order’s number; may be empty.
    package let reference: String

    package init(
        advertiser: Slug, address: String, country: Country, vatNumber: String, vatRate: Int, isReverseCharge: Bool,
        reference: String
    ) {
        self.advertiser = advertiser
        self.address = address
        self.country = country
        self.vatNumber = vatNumber
        self.vatRate = vatRate
        self.isReverseCharge = isReverseCharge
        self.reference = reference
    }

    func check(_ faults: inout FieldFaults) {
        InvoiceParty.check(address: address, vatNumber: vatNumber, &faults)
        faults.length(of: reference, 0...120, field: "reference", called: "reference")
        if !(0...10_000).contains(vatRate) { faults.add("vatRate", "A rate is from 0 to 100 per cent.") }
        guard isReverseCharge else { return }
        if vatRate != 0 { faults.add("vatRate", "With reverse charge the rate is 0: the advertiser pays the VAT.") }
        if vatNumber.isEmpty { faults.add("vatNumber", "Reverse charge needs the advertiser’s VAT number.") }
    }
}

extension BillingTerms: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            advertiser: row.value("advertiser"), address: row.value("address"),
            country: Country(column: row.value("country")), vatNumber: row.value("vat_number"),
            vatRate: row.value("vat_rate"), isReverseCharge: row.value("reverse_charge"),
            reference: row.value("reference"))
    }
}

extension BillingTerms: Recorded {
    static let kind = CommerceEvent.Kind.billing
    var subject: String { advertiser.description }
    var title: String { advertiser.description }
    var isEnded: Bool { false }
    var fields: [(name: String, value: String)] {
        [
            ("address", address), ("country", country.description), ("VAT number", vatNumber),
            ("VAT, in hundredths of a per cent", String(vatRate)), ("reverse charge", isReverseCharge ? "yes" : "no"),
            ("reference", reference),
        ]
    }
}
