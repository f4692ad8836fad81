package import Commerce
package import HTTPSupport
import Kernel

/// The office of the business side: partners, their programmes, and the rules by which links earn; never a draft.
package struct Business: Sendable {
    let partners: PartnerStore
    let programmes: ProgrammeStore
    let rules: MerchantRuleStore
    let links: HandMadeLinkStore
    let history: CommerceHistory
    let clicks: ClickReports
    let checks: LinkChecks
    let earnings: EarningStores
    let advertising: AdvertisingStores
    let live: LiveLinks
    let ownSite: OwnSite
    let census: @Sendable () async throws -> LinkCensus
    let changed: @Sendable () async throws -> Void

    static let access = StaffEndpoint.Access.business
    static let longestTable = 2_000_000

    /// - Parameters:
    ///   - census: Counts the published links that earn now.
    ///   - changed: Is called after a change, and returns when readers see it.
    package init(
        partners: PartnerStore, programmes: ProgrammeStore, rules: MerchantRuleStore, links: HandMadeLinkStore,
        history: CommerceHistory, clicks: ClickReports, checks: LinkChecks, earnings: EarningStores,
        advertising: AdvertisingStores,
        live: LiveLinks,
        ownSite: OwnSite,
        census: @escaping @Sendable () async throws -> LinkCensus,
        changed: @escaping @Sendable () async throws -> Void
    ) {
        self.partners = partners
        self.programmes = programmes
        self.rules = rules
        self.links = links
        self.history = history
        self.clicks = clicks
        self.checks = checks
        self.earnings = earnings
        self.advertising = advertising
        self.live = live
        self.ownSite = ownSite
        self.census = census
        self.changed = changed
    }

    package var endpoints: [StaffEndpoint] {
        [
            .get(.business, Self.access) { try await overview($0) },
            .get(.partners, Self.access) { try await partnerList($0) },
            .post(.newPartner, Self.access, action: "add a partner") { try await addPartner($0) },
            .get(.partner(":slug"), Self.access) { try await partner($0) },
            .post(.partner(":slug"), Self.access, action: "change a partner") { try await changePartner($0) },
            .get(.programmes, Self.access) { try await programmeList($0) },
            .get(.newProgramme, Self.access) { try await newProgramme($0) },
            .post(.newProgramme, Self.access, action: "add a programme") { try await addProgramme($0) },
            .get(.programme(":id"), Self.access) { try await programme($0) },
            .post(.programme(":id"), Self.access, action: "change a programme") { try await changeProgramme($0) },
            .get(.merchantRules, Self.access) { try await ruleList($0) },
            .post(.newMerchantRule, Self.access, action: "add a rule") { try await addRule($0) },
            .get(.merchantRule(":id"), Self.access) { try await rule($0) },
            .post(.merchantRule(":id"), Self.access, action: "change a rule") { try await changeRule($0) },
            .post(.merchantRuleEnd(":id"), Self.access, action: "end a rule") { try await endRule($0) },
            .get(.affiliateLinks, Self.access) { try await linkList($0) },
            .post(.newAffiliateLink, Self.access, action: "add a link") { try await addLink($0) },
            .get(.affiliateLink(":slug"), Self.access) { try await link($0) },
            .post(.affiliateLink(":slug"), Self.access, action: "change a link") { try await changeLink($0) },
            .post(.affiliateLinkEnd(":slug"), Self.access, action: "end a link") { try await endLink($0) },
            .get(.affiliateLinkFile, Self.access) { try await exportLinks($0) },
            .get(.affiliateLinkImport, Self.access) { try await importForm($0) },
            .compute(.affiliateLinkTrial, Self.access, longestBody: Self.longestTable) { try await tryImport($0) },
            .post(
                .affiliateLinkImport, Self.access, action: "import links", longestBody: Self.longestTable
            ) { try await importLinks($0) },
            .get(.clicks, Self.access) { try await clickReport($0) },
            .get(.clickFile, Self.access) { try await exportClicks($0) },
            .get(.linkHealth, Self.access) { try await linkHealth($0) },
            .get(.checkedLink(":id"), Self.access) { try await checkedLink($0) },
            .post(.checkedLinkCheck(":id"), Self.access, action: "check a link") { try await checkLinkNow($0) },
            .post(.checkedLinkLeave(":id"), Self.access, action: "leave a link alone") { try await leaveLink($0) },
            .get(.stockRules, Self.access) { try await stockRules($0) },
            .post(.stockRules, Self.access, action: "add a rule for out of stock") { try await addStockRule($0) },
            .post(.stockRuleEnd(":id"), Self.access, action: "end a rule for out of stock") {
                try await endStockRule($0)
            },
        ] + earningEndpoints + advertisingEndpoints + houseEndpoints
    }

    func signature(of request: StaffRequest) -> Signature {
        Signature(account: request.member.id, name: request.member.name, at: request.now)
    }

    /// The names of the programmes, with their partners’, for a choice.
    func programmeOptions() async throws -> [(value: String, name: String)] {
        try await programmes.all().map { ($0.id.description, $0.name) }
    }
}
