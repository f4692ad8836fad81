/// Every address of the back offices; as with ``Route``, nothing else in the code spells out a path.
///
/// A part that varies is text, so that the same case gives an address (`.manuscript("0197…")`) and the pattern that the
/// router matches (`.manuscript(":id")`).
package enum OfficeRoute: Sendable, Hashable {
    // Signing in.
    case signIn, secondFactor, signOut
    case invitation(String)

    // One's own account.
    case account, password, signOutEverywhere, setUpSecondFactor, removeSecondFactor, recoveryCodes

    // The publisher's office.
    case publisher, people, invite, withdrawInvitation
    case roles(of: String)
    case disable(String)
    case enable(String)
    case onePersonMode
    case audit, auditFile

    // Who gets the newsletter.
    case subscribers, subscriberSearch, subscriberStop, subscriberAllow, subscriberImport, subscriberFile
    // What came back of it, and addresses that get nothing.
    case returnedMail, unreadMails, suppressions, suppressionEnd
    case unreadMail(String)
    case unreadMailFile(String)
    case unreadMailDismissal(String)

    // What the publisher says of the site.
    case settings, settingsPreview, settingsTheme
    case policies
    case policy(String)
    case policyPreview(String)
    case policyVersion(String, number: String)

    // The desk.
    case desk, manuscripts, newManuscript
    case manuscript(String)
    case manuscriptSave(String)
    case manuscriptAutosave(String)
    case manuscriptPreview(String)
    case manuscriptStep(String)
    case manuscriptAssignment(String)
    case manuscriptRemarks(String)
    case manuscriptRemark(String, remark: String)
    case manuscriptHistory(String)
    case manuscriptVersion(String, number: String)
    case manuscriptRestore(String, number: String)
    case revise(String)
    case manuscriptFindings(String)
    case paste
    case facts
    case fact(String)
    case factPreview(String)
    case factConfirm(String)
    case newFact, factSearch, factsDue
    case factDescription(String)
    case articleSearch
    case sources, newSource, sourceImport, sourceImportPlan, sourceSearch
    case source(String)
    case sourceCheck(String)
    case sourceDelete(String)
    // Links of published articles that lead nowhere.
    case deadLinks, deadLinkCheck
    // Corrections that readers suggest in comments.
    case suggestedCorrections
    case suggestedCorrection(String)

    // The newsletter’s editions.
    case newsletterDesk
    case deskEdition(String)
    case editionApproval(String)
    case editionHold(String)
    case editionTest(String)
    case editionPreview(String)
    case editionLetter(String)
    case editionSending(String)
    case editionPause(String)
    case editionResume(String)
    case editionCancellation(String)
    case editionReport(String)

    // What articles stand in, are about and are signed with.
    case sections, sectionOrder
    case section(String)
    case sectionRemoval(String)
    case topics
    case topic(String)
    case topicRemoval(String)
    case bylines
    case byline(String)
    case bylineRemoval(String)
    case media, mediaSearch
    case image(String)
    case imageDeletion(String)

    // What is compared.
    case evaluations, evaluationSearch
    case evaluation(String)
    case evaluationPreview(String)
    case evaluationScores(String, product: String)
    case products, productSearch
    case product(String)

    // The business desk.
    case business
    case partners, newPartner
    case partner(String)
    case programmes, newProgramme
    case programme(String)
    case merchantRules, newMerchantRule
    case merchantRule(String)
    case merchantRuleEnd(String)
    case affiliateLinks, newAffiliateLink
    case affiliateLink(String)
    case affiliateLinkEnd(String)
    case affiliateLinkFile, affiliateLinkImport, affiliateLinkTrial
    case clicks, clickFile
    case earnings, earningFile
    case earningImports, earningTrial
    case unmatchedEarnings
    case reconciliation
    case postbacks
    case linkHealth
    case checkedLink(String)
    case checkedLinkCheck(String)
    case checkedLinkLeave(String)
    case stockRules
    case stockRuleEnd(String)
    // Who of an advertiser may look at what is theirs.
    case advertiserContacts(String)
    case advertiserContactLink(String, contact: String)
    case advertiserContactRemoval(String, contact: String)
    // Advertisements of the length of an article.
    case sponsoredArticles, newSponsoredArticle
    case sponsoredArticle(String)
    case sponsoredArticlePreview(String)
    case sponsoredArticlePublication(String)
    case sponsoredArticleWithdrawal(String)
    // What was delivered of what advertisers booked.
    case delivery, deliveryFile, tallies
    case flightDelivery(String)
    case flightDeliveryFile(String)
    case makeGood(String)
    case forecast, flightCalendar
    // What advertisers are billed.
    case invoices, invoiceDraft, invoiceIssuer
    case invoice(String)
    case invoiceCredit(String)
    case invoiceDocument(String)
    case invoiceFile(String)
    case billingTerms(String)

    // What is booked.
    case advertising
    case advertisers, newAdvertiser
    case advertiser(String)
    case newCampaign(advertiser: String)
    case campaign(String)
    case newFlight(campaign: String)
    case flight(String)
    case flightPause(String)
    case flightResume(String)
    case newCreative(flight: String)
    /// What could be had by a flight that is being written.
    case newFlightForecast(campaign: String)
    case flightForecast(String)
    case creative(String)
    case creativeEnd(String)
    case creativeDecision(String)
    case creativePreview(String)
    case creativePreviewPage(String)
    case creativePreviewDocument(String)
    case advertisingBlocks, advertisingBlockLift
    case houseAdvertisements, newHouseAdvertisement
    case houseAdvertisement(String)
    case houseAdvertisementRetirement(String)

    // The moderators’ office.
    case moderation, moderationDecisions, moderationUndo, moderatedDiscussion
    case moderatedComment(String)
    case bans, banTrial
    case banLift(String)
    case correctionSuggestion
    case screening, screenedWords, screenedWordRemoval

    /// The path, from the root.
    package var path: String {
        switch self {
        case .signIn: "/sign-in"
        case .secondFactor: "/sign-in/code"
        case .signOut: "/sign-out"
        case .invitation(let secret): "/invitation/\(secret)"
        case .account: "/account"
        case .password: "/account/password"
        case .signOutEverywhere: "/account/sign-out-everywhere"
        case .setUpSecondFactor: "/account/second-factor"
        case .removeSecondFactor: "/account/second-factor/remove"
        case .recoveryCodes: "/account/recovery-codes"
        case .publisher: "/publisher"
        case .people: "/publisher/people"
        case .invite: "/publisher/people/invite"
        case .withdrawInvitation: "/publisher/people/withdraw-invitation"
        case .roles(let account): "/publisher/people/\(account)/roles"
        case .disable(let account): "/publisher/people/\(account)/disable"
        case .enable(let account): "/publisher/people/\(account)/enable"
        case .onePersonMode: "/publisher/one-person-mode"
        case .audit: "/publisher/audit"
        case .auditFile: "/publisher/audit.csv"
        case .subscribers: "/publisher/subscribers"
        case .subscriberSearch: "/publisher/subscribers/search"
        case .subscriberStop: "/publisher/subscribers/stop"
        case .subscriberAllow: "/publisher/subscribers/allow"
        case .subscriberImport: "/publisher/subscribers/import"
        case .subscriberFile: "/publisher/subscribers.csv"
        case .returnedMail: "/publisher/subscribers/returned"
        case .unreadMails: "/publisher/subscribers/unread"
        case .unreadMail(let id): "/publisher/subscribers/unread/\(id)"
        case .unreadMailFile(let id): "/publisher/subscribers/unread/\(id)/mail.eml"
        case .unreadMailDismissal(let id): "/publisher/subscribers/unread/\(id)/dismiss"
        case .suppressions: "/publisher/subscribers/suppressed"
        case .suppressionEnd: "/publisher/subscribers/suppressed/end"
        case .settings: "/publisher/settings"
        case .settingsPreview: "/publisher/settings/preview"
        case .settingsTheme: "/publisher/settings/theme.css"
        case .policies: "/publisher/policies"
        case .policy(let subject): "/publisher/policies/\(subject)"
        case .policyPreview(let subject): "/publisher/policies/\(subject)/preview"
        case .policyVersion(let subject, let number): "/publisher/policies/\(subject)/\(number)"
        case .desk: "/desk"
        case .manuscripts: "/desk/articles"
        case .newManuscript: "/desk/articles/new"
        case .manuscript(let id): "/desk/articles/\(id)"
        case .manuscriptSave(let id): "/desk/articles/\(id)/save"
        case .manuscriptAutosave(let id): "/desk/articles/\(id)/autosave"
        case .manuscriptPreview(let id): "/desk/articles/\(id)/preview"
        case .manuscriptStep(let id): "/desk/articles/\(id)/step"
        case .manuscriptAssignment(let id): "/desk/articles/\(id)/assignment"
        case .manuscriptRemarks(let id): "/desk/articles/\(id)/remarks"
        case .manuscriptRemark(let id, let remark): "/desk/articles/\(id)/remarks/\(remark)"
        case .manuscriptHistory(let id): "/desk/articles/\(id)/history"
        case .manuscriptVersion(let id, let number): "/desk/articles/\(id)/history/\(number)"
        case .manuscriptRestore(let id, let number): "/desk/articles/\(id)/history/\(number)/restore"
        case .revise(let slug): "/desk/revise/\(slug)"
        case .newsletterDesk: "/desk/newsletter"
        case .deskEdition(let id): "/desk/newsletter/\(id)"
        case .editionApproval(let id): "/desk/newsletter/\(id)/approve"
        case .editionHold(let id): "/desk/newsletter/\(id)/hold"
        case .editionTest(let id): "/desk/newsletter/\(id)/test"
        case .editionPreview(let id): "/desk/newsletter/\(id)/preview"
        case .editionLetter(let id): "/desk/newsletter/\(id)/letter"
        case .editionSending(let id): "/desk/newsletter/\(id)/sending"
        case .editionPause(let id): "/desk/newsletter/\(id)/pause"
        case .editionResume(let id): "/desk/newsletter/\(id)/resume"
        case .editionCancellation(let id): "/desk/newsletter/\(id)/cancel"
        case .editionReport(let id): "/desk/newsletter/\(id)/report"
        case .sections: "/desk/sections"
        case .sectionOrder: "/desk/section-order"
        case .section(let slug): "/desk/sections/\(slug)"
        case .sectionRemoval(let slug): "/desk/sections/\(slug)/remove"
        case .topics: "/desk/topics"
        case .topic(let slug): "/desk/topics/\(slug)"
        case .topicRemoval(let slug): "/desk/topics/\(slug)/remove"
        case .bylines: "/desk/people"
        case .byline(let slug): "/desk/people/\(slug)"
        case .bylineRemoval(let slug): "/desk/people/\(slug)/remove"
        case .manuscriptFindings(let id): "/desk/articles/\(id)/findings"
        case .paste: "/desk/paste"
        case .facts: "/desk/facts"
        case .fact(let slug): "/desk/facts/\(slug)"
        case .factPreview(let slug): "/desk/facts/\(slug)/preview"
        case .factConfirm(let slug): "/desk/facts/\(slug)/confirm"
        case .newFact: "/desk/facts/new"
        case .factSearch: "/desk/facts/search"
        case .factsDue: "/desk/facts?show=due"
        case .factDescription(let slug): "/desk/facts/\(slug)/description"
        case .articleSearch: "/desk/articles/search"
        case .sources: "/desk/sources"
        case .newSource: "/desk/sources/new"
        case .sourceImport: "/desk/sources/import"
        case .sourceImportPlan: "/desk/sources/import/plan"
        case .sourceSearch: "/desk/sources/search"
        case .source(let slug): "/desk/sources/\(slug)"
        case .sourceCheck(let slug): "/desk/sources/\(slug)/check"
        case .sourceDelete(let slug): "/desk/sources/\(slug)/delete"
        case .deadLinks: "/desk/links"
        case .deadLinkCheck: "/desk/links/check"
        case .suggestedCorrections: "/desk/suggestions"
        case .suggestedCorrection(let id): "/desk/suggestions/\(id)"
        case .evaluations: "/desk/evaluations"
        case .evaluationSearch: "/desk/evaluations/search"
        case .evaluation(let slug): "/desk/evaluations/\(slug)"
        case .evaluationPreview(let slug): "/desk/evaluations/\(slug)/preview"
        case .evaluationScores(let slug, let product): "/desk/evaluations/\(slug)/scores/\(product)"
        case .products: "/desk/products"
        case .productSearch: "/desk/products/search"
        case .product(let slug): "/desk/products/\(slug)"
        case .media: "/desk/media"
        case .mediaSearch: "/desk/media/search"
        case .image(let slug): "/desk/media/\(slug)"
        case .imageDeletion(let slug): "/desk/media/\(slug)/delete"
        case .business: "/business"
        case .partners: "/business/partners"
        case .newPartner: "/business/partners/new"
        case .partner(let slug): "/business/partners/\(slug)"
        case .programmes: "/business/programmes"
        case .newProgramme: "/business/programmes/new"
        case .programme(let id): "/business/programmes/\(id)"
        case .merchantRules: "/business/rules"
        case .newMerchantRule: "/business/rules/new"
        case .merchantRule(let id): "/business/rules/\(id)"
        case .merchantRuleEnd(let id): "/business/rules/\(id)/end"
        case .affiliateLinks: "/business/links"
        case .newAffiliateLink: "/business/links/new"
        case .affiliateLink(let slug): "/business/links/\(slug)"
        case .affiliateLinkEnd(let slug): "/business/links/\(slug)/end"
        case .affiliateLinkFile: "/business/links.csv"
        case .affiliateLinkImport: "/business/import"
        case .affiliateLinkTrial: "/business/import/trial"
        case .clicks: "/business/clicks"
        case .clickFile: "/business/clicks.csv"
        case .earnings: "/business/earnings"
        case .earningFile: "/business/earnings.csv"
        case .earningImports: "/business/earnings/reports"
        case .earningTrial: "/business/earnings/reports/trial"
        case .unmatchedEarnings: "/business/earnings/unmatched"
        case .reconciliation: "/business/earnings/reconciliation"
        case .postbacks: "/business/earnings/postbacks"
        case .linkHealth: "/business/link-health"
        case .checkedLink(let id): "/business/link-health/\(id)"
        case .checkedLinkCheck(let id): "/business/link-health/\(id)/check"
        case .checkedLinkLeave(let id): "/business/link-health/\(id)/leave"
        case .stockRules: "/business/stock-rules"
        case .stockRuleEnd(let id): "/business/stock-rules/\(id)/end"
        case .advertiserContacts(let slug): "/business/advertisers/\(slug)/contacts"
        case .advertiserContactLink(let slug, let contact): "/business/advertisers/\(slug)/contacts/\(contact)/link"
        case .advertiserContactRemoval(let slug, let contact):
            "/business/advertisers/\(slug)/contacts/\(contact)/remove"
        case .sponsoredArticles: "/business/sponsored"
        case .newSponsoredArticle: "/business/sponsored/new"
        case .sponsoredArticle(let id): "/business/sponsored/\(id)"
        case .sponsoredArticlePreview(let id): "/business/sponsored/\(id)/preview"
        case .sponsoredArticlePublication(let id): "/business/sponsored/\(id)/publish"
        case .sponsoredArticleWithdrawal(let id): "/business/sponsored/\(id)/withdraw"
        case .delivery: "/business/delivery"
        case .deliveryFile: "/business/delivery.csv"
        case .tallies: "/business/delivery/tallies"
        case .flightDelivery(let id): "/business/delivery/\(id)"
        case .flightDeliveryFile(let id): "/business/delivery/\(id)/hours.csv"
        case .makeGood(let id): "/business/delivery/\(id)/make-good"
        case .forecast: "/business/forecast"
        case .flightCalendar: "/business/calendar"
        case .invoices: "/business/invoices"
        case .invoiceDraft: "/business/invoices/draft"
        case .invoiceIssuer: "/business/invoices/issuer"
        case .invoice(let id): "/business/invoices/\(id)"
        case .invoiceCredit(let id): "/business/invoices/\(id)/credit"
        case .invoiceDocument(let id): "/business/invoices/\(id)/invoice.pdf"
        case .invoiceFile(let id): "/business/invoices/\(id)/invoice.csv"
        case .billingTerms(let advertiser): "/business/invoices/terms/\(advertiser)"
        case .advertising: "/business/advertising"
        case .advertisers: "/business/advertising/advertisers"
        case .newAdvertiser: "/business/advertising/advertisers/new"
        case .advertiser(let slug): "/business/advertising/advertisers/\(slug)"
        case .newCampaign(let slug): "/business/advertising/advertisers/\(slug)/campaigns"
        case .campaign(let id): "/business/advertising/campaigns/\(id)"
        case .newFlight(let id): "/business/advertising/campaigns/\(id)/flights"
        case .flight(let id): "/business/advertising/flights/\(id)"
        case .flightPause(let id): "/business/advertising/flights/\(id)/pause"
        case .flightResume(let id): "/business/advertising/flights/\(id)/resume"
        case .newCreative(let id): "/business/advertising/flights/\(id)/creatives"
        case .newFlightForecast(let campaign): "/business/advertising/campaigns/\(campaign)/flights/forecast"
        case .flightForecast(let id): "/business/advertising/flights/\(id)/forecast"
        case .creative(let id): "/business/advertising/creatives/\(id)"
        case .creativeEnd(let id): "/business/advertising/creatives/\(id)/end"
        case .creativeDecision(let id): "/business/advertising/creatives/\(id)/decision"
        case .creativePreview(let id): "/business/advertising/creatives/\(id)/preview"
        case .creativePreviewPage(let id): "/business/advertising/creatives/\(id)/preview/page"
        case .creativePreviewDocument(let id): "/business/advertising/creatives/\(id)/preview/document"
        case .advertisingBlocks: "/business/advertising/blocks"
        case .advertisingBlockLift: "/business/advertising/blocks/lift"
        case .houseAdvertisements: "/business/house-ads"
        case .newHouseAdvertisement: "/business/house-ads/new"
        case .houseAdvertisement(let slug): "/business/house-ads/\(slug)"
        case .houseAdvertisementRetirement(let slug): "/business/house-ads/\(slug)/retire"
        case .moderation: "/moderation"
        case .moderationDecisions: "/moderation/decisions"
        case .moderationUndo: "/moderation/undo"
        case .moderatedDiscussion: "/moderation/discussion"
        case .moderatedComment(let id): "/moderation/comments/\(id)"
        case .bans: "/moderation/bans"
        case .banTrial: "/moderation/bans/trial"
        case .banLift(let id): "/moderation/bans/\(id)/lift"
        case .correctionSuggestion: "/moderation/corrections"
        case .screening: "/moderation/screening"
        case .screenedWords: "/moderation/screening/words"
        case .screenedWordRemoval: "/moderation/screening/words/remove"
        }
    }
}

extension OfficeRoute {
    /// Whether its form holds a password or a code, which is kept and shown nowhere.
    package var takesSecret: Bool {
        switch self {
        case .password, .setUpSecondFactor, .removeSecondFactor: true
        default: false
        }
    }
}
