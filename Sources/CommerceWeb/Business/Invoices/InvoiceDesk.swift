package import Commerce
package import HTTPSupport
import Kernel
import Tables

/// The part of the business desk that bills what was delivered.
package struct InvoiceDesk: Sendable {
    let invoices: InvoiceStore
    let billing: BillingStore
    let advertisers: AdvertiserStore
    let campaigns: CampaignStore
    /// What the site calls its publisher, until somebody has said who bills.
    let publisher: @Sendable () -> String

    static let access = StaffEndpoint.Access.business

    /// - Parameter publisher: What the site calls its publisher.
    package init(
        invoices: InvoiceStore, billing: BillingStore, advertisers: AdvertiserStore, campaigns: CampaignStore,
        publisher: @escaping @Sendable () -> String
    ) {
        self.invoices = invoices
        self.billing = billing
        self.advertisers = advertisers
        self.campaigns = campaigns
        self.publisher = publisher
    }

    package var endpoints: [StaffEndpoint] {
        [
            .get(.invoices, Self.access) { try await list($0) },
            .get(.invoiceDraft, Self.access) { try await draft($0) },
            .post(.invoices, Self.access, action: "issue an invoice") { try await issue($0) },
            .get(.invoiceIssuer, Self.access) { try await issuer($0) },
            .post(.invoiceIssuer, Self.access, action: "change who bills") { try await changeIssuer($0) },
            .get(.billingTerms(":slug"), Self.access) { try await terms($0) },
            .post(.billingTerms(":slug"), Self.access, action: "change how an advertiser is billed") {
                try await changeTerms($0)
            },
            .get(.invoice(":id"), Self.access) { try await invoice($0) },
            .post(.invoiceCredit(":id"), Self.access, action: "issue a credit note") { try await credit($0) },
            .get(.invoiceDocument(":id"), Self.access) { try await document($0) },
            .get(.invoiceFile(":id"), Self.access) { try await file($0) },
        ]
    }

    func signature(of request: StaffRequest) -> Signature {
        Signature(account: request.member.id, name: request.member.name, at: request.now)
    }

    private func list(_ request: StaffRequest) async throws -> StaffAnswer {
        let advertisers = try await advertisers.all()
        var billed: Set<Slug> = []
        for advertiser in advertisers where try await billing.terms(of: advertiser.partner) != nil {
            billed.insert(advertiser.partner)
        }
        let page = try await InvoiceListPage(
            unbilled: invoices.unbilled(on: request.now.localDay, in: .current), issued: invoices.all(),
            advertisers: advertisers, billed: billed, hasIssuer: billing.issuer() != nil)
        return .page(page.page)
    }

    private func document(_ request: StaffRequest) async throws -> StaffAnswer {
        let invoice = try await found(request)
        let bytes = try InvoiceDocument(invoice: invoice, corrected: try await corrected(by: invoice)).bytes()
        return .file(bytes, name: "\(invoice.number).pdf", mediaType: "application/pdf")
    }

    private func file(_ request: StaffRequest) async throws -> StaffAnswer {
        let invoice = try await found(request)
        let table = InvoiceTable.table(of: invoice)
        return .file(
            Array(table.text.utf8), name: "\(invoice.number).csv", mediaType: "text/csv; charset=utf-8")
    }

    /// The invoice that the address names.
    func found(_ request: StaffRequest) async throws -> Invoice {
        guard let invoice = try await invoices.invoice(request.identifier("id")) else { throw StaffRequest.nothingHere }
        return invoice
    }

    func corrected(by invoice: Invoice) async throws -> Invoice? {
        guard let id = invoice.corrects else { return nil }
        return try await invoices.invoice(id)
    }
}
