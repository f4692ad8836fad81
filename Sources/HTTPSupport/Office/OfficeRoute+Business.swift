/// The business side: partners, links, earnings, and what was booked and delivered.
extension OfficeRoute {
    // The business desk.
    package static let business = at("/business")
    package static let partners = at("/business/partners")
    package static let newPartner = at("/business/partners/new")
    package static func partner(_ slug: String) -> Self { at("/business/partners/\(slug)") }
    package static let programmes = at("/business/programmes")
    package static let newProgramme = at("/business/programmes/new")
    package static func programme(_ id: String) -> Self { at("/business/programmes/\(id)") }
    package static let merchantRules = at("/business/rules")
    package static let newMerchantRule = at("/business/rules/new")
    package static func merchantRule(_ id: String) -> Self { at("/business/rules/\(id)") }
    package static func merchantRuleEnd(_ id: String) -> Self { at("/business/rules/\(id)/end") }
    package static let affiliateLinks = at("/business/links")
    package static let newAffiliateLink = at("/business/links/new")
    package static func affiliateLink(_ slug: String) -> Self { at("/business/links/\(slug)") }
    package static func affiliateLinkEnd(_ slug: String) -> Self { at("/business/links/\(slug)/end") }
    package static let affiliateLinkFile = at("/business/links.csv")
    package static let affiliateLinkImport = at("/business/import")
    package static let affiliateLinkTrial = at("/business/import/trial")
    package static let clicks = at("/business/clicks")
    package static let clickFile = at("/business/clicks.csv")
    package static let earnings = at("/business/earnings")
    package static let earningFile = at("/business/earnings.csv")
    package static let earningImports = at("/business/earnings/reports")
    package static let earningTrial = at("/business/earnings/reports/trial")
    package static let unmatchedEarnings = at("/business/earnings/unmatched")
    package static let reconciliation = at("/business/earnings/reconciliation")
    package static let postbacks = at("/business/earnings/postbacks")
    package static let linkHealth = at("/business/link-health")
    package static func checkedLink(_ id: String) -> Self { at("/business/link-health/\(id)") }
    package static func checkedLinkCheck(_ id: String) -> Self { at("/business/link-health/\(id)/check") }
    package static func checkedLinkLeave(_ id: String) -> Self { at("/business/link-health/\(id)/leave") }
    package static let stockRules = at("/business/stock-rules")
    package static func stockRuleEnd(_ id: String) -> Self { at("/business/stock-rules/\(id)/end") }

    // Who of an advertiser may look at what is theirs.
    package static func advertiserContacts(_ slug: String) -> Self { at("/business/advertisers/\(slug)/contacts") }
    package static func advertiserContactLink(_ slug: String, contact: String) -> Self {
        at("/business/advertisers/\(slug)/contacts/\(contact)/link")
    }
    package static func advertiserContactRemoval(_ slug: String, contact: String) -> Self {
        at("/business/advertisers/\(slug)/contacts/\(contact)/remove")
    }

    // Advertisements of the length of an article.
    package static let sponsoredArticles = at("/business/sponsored")
    package static let newSponsoredArticle = at("/business/sponsored/new")
    package static func sponsoredArticle(_ id: String) -> Self { at("/business/sponsored/\(id)") }
    package static func sponsoredArticlePreview(_ id: String) -> Self { at("/business/sponsored/\(id)/preview") }
    package static func sponsoredArticlePublication(_ id: String) -> Self { at("/business/sponsored/\(id)/publish") }
    package static func sponsoredArticleWithdrawal(_ id: String) -> Self { at("/business/sponsored/\(id)/withdraw") }

    // What was delivered of what advertisers booked.
    package static let delivery = at("/business/delivery")
    package static let deliveryFile = at("/business/delivery.csv")
    package static let tallies = at("/business/delivery/tallies")
    package static func flightDelivery(_ id: String) -> Self { at("/business/delivery/\(id)") }
    package static func flightDeliveryFile(_ id: String) -> Self { at("/business/delivery/\(id)/hours.csv") }
    package static func makeGood(_ id: String) -> Self { at("/business/delivery/\(id)/make-good") }
    package static let forecast = at("/business/forecast")
    package static let flightCalendar = at("/business/calendar")

    // What advertisers are billed.
    package static let invoices = at("/business/invoices")
    package static let invoiceDraft = at("/business/invoices/draft")
    package static let invoiceIssuer = at("/business/invoices/issuer")
    package static func invoice(_ id: String) -> Self { at("/business/invoices/\(id)") }
    package static func invoiceCredit(_ id: String) -> Self { at("/business/invoices/\(id)/credit") }
    package static func invoiceDocument(_ id: String) -> Self { at("/business/invoices/\(id)/invoice.pdf") }
    package static func invoiceFile(_ id: String) -> Self { at("/business/invoices/\(id)/invoice.csv") }
    package static func billingTerms(_ advertiser: String) -> Self { at("/business/invoices/terms/\(advertiser)") }
}
