import Commerce
import HTTPSupport
import Kernel

extension InvoiceDesk {
    func draft(_ request: StaffRequest) async throws -> StaffAnswer {
        let subject = try Self.subject { request.query[$0] ?? "" }
        return try await draftPage(subject, request, id: Invoice.ID(at: request.now), problem: nil)
    }

    func issue(_ request: StaffRequest) async throws -> StaffAnswer {
        let subject = try Self.subject { request.form[$0] }
        guard let id = Invoice.ID(request.form["id"]),
            let net = Money(decimal: request.form["net"], subject.currency)
        else { throw StaffRequest.nothingHere }
        do {
            let invoice = try await invoices.issue(
                id, for: subject, net: net, in: .current, by: signature(of: request))
            return .done(
                .invoice(invoice.id.description), notice: "The invoice \(invoice.number) is issued.",
                subject: invoice.number.description)
        } catch let problem as Problem where problem.isFormFault {
            return try await draftPage(subject, request, id: id, problem: problem)
        }
    }

    private func draftPage(
        _ subject: Invoice.Subject, _ request: StaffRequest, id: Invoice.ID, problem: Problem?
    ) async throws -> StaffAnswer {
        guard let advertiser = try await advertisers.advertiser(subject.advertiser) else {
            throw StaffRequest.nothingHere
        }
        let campaigns = try await campaigns.all().filter {
            $0.advertiser == subject.advertiser && $0.currency == subject.currency
        }
        if let campaign = subject.campaign, !campaigns.contains(where: { $0.id == campaign }) {
            throw StaffRequest.nothingHere
        }
        let page = try await InvoiceDraftPage(
            draft: invoices.draft(subject, in: .current), advertiser: advertiser, campaigns: campaigns,
            issuer: billing.issuer(), terms: billing.terms(of: subject.advertiser), id: id,
            isOver: subject.month.last < request.now.localDay, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem, conflict: 409)
    }

    /// What is to be billed, as an address or a form names it.
    private static func subject(_ value: (String) -> String) throws(Problem) -> Invoice.Subject {
        let campaign = value("campaign")
        guard let advertiser = Slug(validating: value("advertiser")), let month = CalendarMonth(value("month")),
            let currency = Currency(value("currency")), campaign.isEmpty || Campaign.ID(campaign) != nil
        else { throw StaffRequest.nothingHere }
        return Invoice.Subject(
            advertiser: advertiser, campaign: Campaign.ID(campaign), month: month, currency: currency)
    }

    func invoice(_ request: StaffRequest) async throws -> StaffAnswer {
        try await invoicePage(try await found(request), request, problem: nil)
    }

    /// A credit note for the whole of an invoice, or for an amount.
    func credit(_ request: StaffRequest) async throws -> StaffAnswer {
        let invoice = try await found(request)
        let reading = FormReading(request.form)
        guard let id = Invoice.ID(request.form["id"]) else { throw StaffRequest.nothingHere }
        do {
            let note: Invoice
            if request.form["scope"] == "part" {
                note = try await invoices.credit(
                    invoice.id, as: id,
                    amount: Money(decimal: reading.text("amount"), invoice.subject.currency)
                        ?? .zero(invoice.subject.currency), reason: reading.text("reason"), in: .current,
                    by: signature(of: request))
            } else {
                note = try await invoices.cancel(
                    invoice.id, as: id, reason: reading.text("reason"), in: .current, by: signature(of: request))
            }
            return .done(
                .invoice(note.id.description), notice: "The credit note \(note.number) is issued.",
                subject: note.number.description)
        } catch let problem as Problem where problem.isFormFault {
            return try await invoicePage(invoice, request, problem: problem)
        }
    }

    private func invoicePage(
        _ invoice: Invoice, _ request: StaffRequest, problem: Problem?
    ) async throws -> StaffAnswer {
        let draft = invoice.kind == .invoice ? try await invoices.draft(invoice.subject, in: .current) : nil
        let page = try await InvoicePage(
            invoice: invoice, corrected: corrected(by: invoice), credits: invoices.credits(of: invoice.id),
            draft: draft, values: problem == nil ? FormBody() : request.form,
            id: problem.flatMap { _ in Invoice.ID(request.form["id"]) } ?? Invoice.ID(at: request.now),
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem, conflict: 409)
    }
}
