extension ReportFormat {
    /// “Fee-Earnings”, from Reports → Download; it has no numbers of transactions, and returns are rows of their own.
    static let amazon = ReportFormat(
        [
            .part: ["asin"], .day: ["dateshipped", "date"], .subID: ["subtag", "ascsubtag", "subid"],
            .merchant: ["trackingid"], .sale: ["revenue"],
            .commission: ["adfees", "earnings", "advertisingfees", "totalearnings"], .currency: ["currency"],
        ],
        needed: [.part, .day, .merchant, .commission], identity: .content, usualStatus: .approved)

    /// Reports → Performance → Transactions, exported as CSV; `commission_status` may be a word or a number.
    static let awin = ReportFormat(
        [
            .reference: ["id", "transactionid"], .day: ["date", "transactiondate"],
            .status: ["commissionstatus", "status"], .subID: ["clickref", "clickrefs", "clickreference"],
            .merchant: ["advertiserid", "merchantid"], .account: ["publisherid"],
            .sale: ["saleamount", "transactionamount"], .saleCurrency: ["salecurrency"],
            .commission: ["commission", "commissionamount"], .currency: ["commissioncurrency", "currency"],
            .paid: ["paidtopublisher", "paid"],
        ],
        needed: [.reference, .day, .status, .commission], dayOrder: .dayFirst,
        words: ["0": .pending, "1": .approved, "2": .reversed])

    /// Reports → Commission detail; a correction is a row of its own with a number of its own and a negative amount.
    static let cj = ReportFormat(
        [
            .reference: ["commissionid", "cjuniqueid"], .day: ["eventdate", "postingdate"],
            .status: ["status", "actionstatus"], .subID: ["sid", "shopperid"],
            .merchant: ["aid", "adid", "linkid"], .account: ["pid", "websiteid", "publisherid"],
            .sale: ["saleamount", "saleamountpubcurrency"],
            .commission: ["commission", "commissionamount", "publishercommission", "pubcommissionamountpubcurrency"],
            .currency: ["currency", "publishercurrency"],
        ],
        needed: [.reference, .day, .status, .commission], words: ["corrected": .approved])

    /// Reports → Action listing.
    static let impact = ReportFormat(
        [
            .reference: ["actionid", "id"], .day: ["actiondate", "eventdate", "date"],
            .status: ["status", "state", "actionstatus"], .subID: ["subid1", "sharedid"],
            .merchant: ["campaignid", "programid", "campaign", "program", "campaignname"],
            .sale: ["saleamount", "amount", "revenue"],
            .commission: ["payout", "actionearnings", "earnings", "actioncost"],
            .currency: ["currency", "payoutcurrency"],
        ],
        needed: [.reference, .day, .status, .commission])

    /// Reports → Activity details, in dollars unless a column says otherwise; states are columns of their own.
    static let shareasale = ReportFormat(
        [
            .reference: ["transid", "transactionid"], .day: ["transdate", "transactiondate", "date"],
            .subID: ["afftrack", "affcomment", "affiliatecustominfo", "custominfo"],
            .merchant: ["merchantid", "merchid"], .account: ["affiliateid", "affid"],
            .sale: ["transamount", "transactionamount", "saleamount"], .commission: ["commission"],
            .currency: ["currency"], .voided: ["voided", "void"], .locked: ["locked", "lock"], .paid: ["paid"],
        ],
        needed: [.reference, .day, .commission], usualStatus: .pending)

    /// Reports → Individual item, or the events of the interface; a return is a row with a negative amount.
    static let rakuten = ReportFormat(
        [
            .reference: ["orderid", "ordernumber"], .part: ["skunumber", "sku", "itemnumber", "transactionid"],
            .day: ["transactiondate", "processdate", "date"], .status: ["status"],
            .subID: ["u1", "memberidu1", "memberid"], .merchant: ["mid", "advertiserid", "merchantid"],
            .sale: ["saleamount", "sales", "grosssales"],
            .commission: ["commissions", "totalcommission", "commission", "basecommission"],
            .currency: ["currency", "currencycode"],
        ],
        needed: [.reference, .day, .merchant, .commission], identity: .numberOfMerchant, usualStatus: .approved)

    /// A report of any other make; whoever imports it may name the columns.
    static let generic = ReportFormat(
        [
            .reference: ["transactionid", "transaction", "reference", "orderid", "conversionid", "id"],
            .part: ["item", "sku"], .day: ["transactiondate", "date", "day", "orderdate"],
            .status: ["status", "state"], .subID: ["subid", "sub", "subid1", "clickref", "sid", "u1"],
            .merchant: ["programme", "program", "merchant", "advertiser", "campaign"],
            .sale: ["saleamount", "sale", "orderamount", "amount", "revenue"],
            .commission: ["commission", "payout", "earnings"], .currency: ["commissioncurrency", "currency"],
            .saleCurrency: ["salecurrency"],
        ],
        needed: [.reference, .day, .status, .commission], dayOrder: .dayFirst, identity: .numberOfMerchant)
}
