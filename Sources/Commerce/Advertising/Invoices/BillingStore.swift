package import Database
package import Kernel

/// Keeps who bills, and how advertisers are billed.
package struct BillingStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Who issues invoices; `nil` until somebody has said so.
    package func issuer() async throws -> InvoiceIssuer? {
        try await database.read { try Self.issuer($0) }
    }

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func save(_ issuer: InvoiceIssuer, by signature: Signature) async throws {
        var faults = FieldFaults()
        issuer.check(&faults)
        try faults.check(slug: "issuer-invalid", title: "This can’t stand on invoices")
        try await database.write { connection in
            let old = try Self.issuer(connection)
            try connection.execute(
                """
                INSERT INTO invoice_issuer (only_one, name, address, country, vat_number, payment, days_to_pay)
                VALUES (1, \(issuer.party.name), \(issuer.party.address), \(issuer.party.country.description),
                    \(issuer.party.vatNumber), \(issuer.payment), \(issuer.daysToPay))
                ON CONFLICT (only_one) DO UPDATE SET name = excluded.name, address = excluded.address,
                    country = excluded.country, vat_number = excluded.vat_number, payment = excluded.payment,
                    days_to_pay = excluded.days_to_pay
                """)
            try CommerceHistory.record(old, became: issuer, signature, in: connection)
        }
    }

    /// How an advertiser is billed; `nil` until somebody has said so.
    package func terms(of advertiser: Slug) async throws -> BillingTerms? {
        try await database.read { try Self.terms(of: advertiser, $0) }
    }

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func save(_ terms: BillingTerms, by signature: Signature) async throws {
        var faults = FieldFaults()
        terms.check(&faults)
        let found = faults
        try await database.write { connection in
            var faults = found
            let advertiser = try connection.value(
                Slug.self, "SELECT partner FROM advertiser WHERE partner = \(terms.advertiser)")
            if advertiser == nil { faults.add("advertiser", "There is no advertiser “\(terms.advertiser)”.") }
            try faults.check(slug: "terms-invalid", title: "This can’t stand on invoices")
            let old = try Self.terms(of: terms.advertiser, connection)
            try connection.execute(
                """
                INSERT INTO billing_terms (advertiser, address, country, vat_number, vat_rate, reverse_charge, reference)
                VALUES (\(terms.advertiser), \(terms.address), \(terms.country.description), \(terms.vatNumber),
                    \(terms.vatRate), \(terms.isReverseCharge), \(terms.reference))
                ON CONFLICT (advertiser) DO UPDATE SET address = excluded.address, country = excluded.country,
                    vat_number = excluded.vat_number, vat_rate = excluded.vat_rate,
                    reverse_charge = excluded.reverse_charge, reference = excluded.reference
                """)
            try CommerceHistory.record(old, became: terms, signature, in: connection)
        }
    }

    static func issuer(_ connection: any Connection) throws -> InvoiceIssuer? {
        try connection.first(InvoiceIssuer.self, "SELECT * FROM invoice_issuer")
    }

    static func terms(of advertiser: Slug, _ connection: any Connection) throws -> BillingTerms? {
        try connection.first(BillingTerms.self, "SELECT * FROM billing_terms WHERE advertiser = \(advertiser)")
    }
}
