import Database
import Kernel
import TestSupport
import Testing

@testable import Commerce

/// Reports as each network writes them.
@Suite struct ReportFormatTests {
    private func read(
        _ text: String, _ options: ReportOptions, programmes: [Programme] = [], size: Int = 1000
    ) throws -> [Conversion] {
        let matcher = ConversionMatcher(
            programmes: programmes, spots: [.init(page: "/how-to", place: .text), .init(page: "/a/b", place: .source)])
        var reader = ReportReader(options, matcher)
        var lines: [ReportReader.Line] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            lines += try reader.read(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        lines += try reader.finish()
        return try lines.map { line in
            switch line {
            case .conversion(_, let conversion): conversion
            case .fault(let fault): throw Problem(.invalid, slug: "fault", title: "\(fault.line)", detail: fault.reason)
            }
        }
    }

    private func programme(_ network: Network, account: String = "", merchant: String = "") throws -> Programme {
        try Programme(
            id: Programme.ID(at: Signature.test.at), partner: Slug("optics"), name: "Optics", network: network,
            account: account, merchant: merchant, allowsRedirects: network.allowsRedirects, since: .first)
    }

    @Test func awin() throws {
        let programmes = try [
            programme(.awin, account: "1", merchant: "7052"), programme(.awin, account: "2", merchant: "7052"),
        ]
        let text = """
            "id","url","publisher_id","commission_sharing_publisher_id","advertiser_id","sale_amount","commission",\
            "date","commission_status","validation_date","click_ref","currency","paid_to_publisher"\r
            "259630312","http://www.publisher.com/","2","","7052","549.52","5.59","31/01/2026 22:04:00","0","","how-to_text","GBP","no"\r
            "259630313","http://www.publisher.com/","2","","7052","1,549.52","15.59","2026-01-31T22:04:00","approved","","","EUR","1"\r

            """
        let found = try read(text, ReportOptions(network: .awin), programmes: programmes)
        #expect(found.map(\.key.reference) == ["259630312", "259630313"])
        #expect(found.map(\.status) == [.pending, .paid])
        #expect(found.map(\.commission.written) == ["5.59 GBP", "15.59 EUR"])
        #expect(found.map { $0.sale?.written } == ["549.52 GBP", "1,549.52 EUR"])
        #expect(found.allSatisfy { $0.day.description == "2026-01-31" && $0.origin.programme == programmes[1].id })
        #expect(found[0].origin.spot == .init(page: "/how-to", place: .text) && found[1].origin.spot == nil)
    }

    @Test func amazonHasNoNumbersOfTransactions() throws {
        let text = """
            Fee-Earnings reports from 2026-01-01 to 2026-01-31
            Category,Name,ASIN,Seller,Tracking ID,Date Shipped,Price($),Items Shipped,Returns,Revenue($),Ad Fees($),Device Type Group,Direct
            Camera,"Scope, 8 in",B00A,Amazon.com,quarto-20,2026-01-31 00:00:00,99.00,1,0,99.00,2.97,DESKTOP,Yes
            Camera,"Scope, 8 in",B00A,Amazon.com,quarto-20,2026-01-31 00:00:00,99.00,1,0,99.00,2.97,PHONE,Yes
            Camera,"Scope, 8 in",B00A,Amazon.com,quarto-20,2026-02-03 00:00:00,99.00,0,1,-99.00,-2.97,PHONE,Yes
            """
        let own = try programme(.amazon, account: "quarto-20")
        let found = try read(text, ReportOptions(network: .amazon, currency: .dollar), programmes: [own])
        #expect(found.map(\.status) == [.approved, .approved, .reversed])
        #expect(Set(found.map(\.key.reference)).count == 3)
        #expect(
            found.map(\.key) == (try read(text, ReportOptions(network: .amazon, currency: .dollar), size: 3)).map(\.key)
        )
        #expect(found.allSatisfy { $0.origin.programme == own.id })
        #expect(throws: Problem.self) { try read(text, ReportOptions(network: .amazon)) }
    }

    @Test func otherNetworks() throws {
        let cj = try read(
            """
            Posting Date,Event Date,Commission ID,Action Name,AID,Website ID,SID,Status,Sale Amount (USD),Commission (USD)
            2026-02-01,31-Jan-2026 10:00,77,Sale,10575979,123,a-b_source,locked,$50.00,$2.50
            2026-02-01,31-Jan-2026 10:00,78,Sale,10575979,123,,corrected,$-10.00,$-0.50
            """, ReportOptions(network: .cj), programmes: [programme(.cj, account: "123", merchant: "10575979")])
        #expect(cj.map(\.commission.written) == ["2.50 USD", "−0.50 USD"])
        #expect(cj.map(\.status) == [.approved, .reversed] && cj.allSatisfy { $0.origin.programme != nil })
        let impact = try read(
            "Action Id\tCampaign Id\tStatus\tSubId1\tSaleAmount\tPayout\tCurrency\tEvent Date\n"
                + "100.1.2\t789\tREVERSED\thow-to_text\t10\t1\tgbp\t2026-01-31T00:00:00Z\n",
            ReportOptions(network: .impact),
            programmes: [programme(.impact, merchant: "https://brand.pxf.io/c/12/45/789")])
        #expect(
            impact[0].status == .reversed && impact[0].origin.programme != nil
                && impact[0].commission.currency == .pound)
        let shareasale = try read(
            """
            Trans ID,User ID,Merchant ID,Trans Date,Trans Amount,Commission,Aff Comment,Voided,Locked,Paid
            5,9,44,01/31/2026 11:22:33 PM,$20.00,$2.00,how-to_text,0,1,0
            6,9,44,01/31/2026 11:22:33 PM,$20.00,$2.00,,1,1,0
            7,9,44,01/31/2026 11:22:33 PM,$20.00,$2.00,,,,
            """, ReportOptions(network: .shareasale))
        #expect(shareasale.map(\.status) == [.approved, .reversed, .pending])
        #expect(shareasale.allSatisfy { $0.commission == Money(micros: 2_000_000, .dollar) })
        let rakuten = try read(
            """
            Member ID (U1),MID,Advertiser Name,Order ID,Transaction Date,SKU Number,Sales,Quantity,Total Commission,Currency
            how-to_text,4411,Shop,o1,1/31/26,s1,10,1,0.5,EUR
            how-to_text,4411,Shop,o1,1/31/26,s2,10,1,0.5,EUR
            how-to_text,4411,Shop,o1,1/31/26,s2,-10,1,-0.5,EUR
            """, ReportOptions(network: .rakuten))
        #expect(
            rakuten.map(\.key.reference) == ["o1/s1", "o1/s2", "o1/s2"] && rakuten.allSatisfy { $0.key.scope == "4411" }
        )
        #expect(rakuten.map(\.status) == [.approved, .approved, .reversed])
    }

    @Test func columnsOfAnotherMakeAreNamed() throws {
        let text = "Beleg;Datum;Zustand;Provision;Unterkennung\n1;31.01.2026;offen;1.234,50;how-to_text\n"
        let own = try programme(.generic)
        var options = ReportOptions(network: .generic, programme: own.id, currency: .euro)
        #expect(throws: Problem.self) { try read(text, options) }
        options.headings = [
            .reference: "Beleg", .day: "Datum", .status: "Zustand", .commission: "Provision", .subID: "Unterkennung",
        ]
        #expect(throws: Problem.self) { try read(text, options) }
        let found = try read(text.replacing("offen", with: "open"), options)
        #expect(found.map(\.commission) == [Money(micros: 1_234_500_000, .euro)])
        #expect(found[0].origin == .init(programme: own.id, spot: .init(page: "/how-to", place: .text)))
        options.headings[.sale] = "Umsatz"
        let problem = #expect(throws: Problem.self) { try read(text, options) }
        #expect(problem?.detail.contains("sale amount") == true)
    }
}
