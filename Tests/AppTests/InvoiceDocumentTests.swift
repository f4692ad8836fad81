import Commerce
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import Staff
import TestSupport
import Testing

@testable import App

/// What the business desk hands out of invoices, through the router.
@Suite struct InvoiceDocumentTests {
    @Test func anInvoiceComesAsPDFAndAsCSV() async throws {
        try await OfficeSite.with { offices in
            let asker = OfficeAsker(responder: offices.router.buildResponder())
            let session = try await offices.session(of: offices.account([.business]).id)
            let invoice = try await offices.invoice()
            let path = "GET /business/invoices/\(invoice.id)"
            let page = try await asker.ask(path, as: session.secret)
            #expect(page.status == 200 && page.text.contains("To be paid") && page.text.contains("0.01 EUR"))
            let document = try await asker.ask("\(path)/invoice.pdf", as: session.secret)
            #expect(document.status == 200 && document.headers[.contentType] == "application/pdf")
            #expect(document.headers[.contentDisposition]?.contains("\(invoice.number).pdf") == true)
            #expect(document.text.hasPrefix("%PDF-"))
            let table = try await asker.ask("\(path)/invoice.csv", as: session.secret)
            #expect(table.text.contains(",views,3,0.004,0.012,EUR"))
            #expect(table.text.contains("To be paid,sum,,,0.01,EUR"))
            let draft = try await asker.ask(
                "GET /business/invoices/draft?advertiser=\(invoice.subject.advertiser)&month=2026-13&currency=EUR",
                as: session.secret)
            #expect(draft.status == 404)
        }
    }
}
