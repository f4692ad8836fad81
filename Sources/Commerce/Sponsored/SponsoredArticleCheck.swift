import Kernel
import Markdown

/// Looks whether a sponsored article can be shown.
enum SponsoredArticleCheck {
    /// In characters.
    static let longestBody = 40_000

    /// What is wrong with it in itself.
    static func check(_ article: SponsoredArticle, _ faults: inout FieldFaults) {
        faults.length(of: article.title, 1...120, field: "title", called: "title")
        faults.length(of: article.summary, 1...300, field: "summary", called: "summary")
        faults.length(of: article.body, 1...longestBody, field: "body", called: "text")
        for text in [article.title, article.summary] where text.contains(where: \.isNewline) {
            faults.add(text == article.title ? "title" : "summary", "It is one line.")
        }
        if article.lastDay < article.firstDay {
            faults.add("last", "It would end on \(article.lastDay), before it begins on \(article.firstDay).")
        }
        guard article.body.count <= longestBody else { return }
        for message in faultsOfText(article.body) { faults.add("body", message) }
    }

    /// What is wrong with it because of what else there is.
    static func check(
        _ article: SponsoredArticle, payer: Partner, advertiser: Advertiser, campaign: Campaign?,
        _ blocklist: Blocklist, _ faults: inout FieldFaults
    ) {
        if article.firstDay < payer.since {
            faults.add("first", "The agreement with \(payer.name) begins on \(payer.since).")
        }
        if let ended = payer.ended, ended < article.lastDay {
            faults.add("last", "The agreement with \(payer.name) ends on \(ended).")
        }
        if let ended = advertiser.ended, ended < article.lastDay {
            faults.add("last", "Nothing of \(payer.name) may run after \(ended).")
        }
        if article.campaign != nil {
            if let campaign, campaign.advertiser == article.advertiser {
                if let ended = campaign.ended, ended < article.lastDay {
                    faults.add("last", "The campaign “\(campaign.name)” ends on \(ended).")
                }
            } else {
                faults.add("campaign", "\(payer.name) has no such campaign.")
            }
        }
        if !blocklist.allows(advertiser) {
            faults.add("advertiser", "What \(payer.name) sells is not advertised on this site.")
        }
        for address in blockedLinks(in: article.body, by: blocklist) {
            faults.add("body", "“\(address)” leads to a site that is blocked.")
        }
    }

    /// Whether the site advertises what the article leads to.
    static func isAllowed(_ article: SponsoredArticle, of advertiser: Advertiser, by blocklist: Blocklist) -> Bool {
        blocklist.allows(advertiser)
            && (blocklist.domains.isEmpty || blockedLinks(in: article.body, by: blocklist).isEmpty)
    }

    private static func blockedLinks(in body: String, by blocklist: Blocklist) -> [String] {
        guard !blocklist.domains.isEmpty else { return [] }
        return ParsedMarkdown(body).events.compactMap { event in
            guard case .open(.link(let address)) = event, !blocklist.allows(destination: address) else { return nil }
            return String(address.prefix(200))
        }
    }

    private static func faultsOfText(_ body: String) -> [String] {
        let text = ParsedMarkdown(body)
        if let line = text.tooDeepLine { return ["Line \(line): quotations or lists are nested too deeply."] }
        return zip(text.events, text.lines).compactMap { event, line in
            switch event {
            case .leaf(.rawHTML): "Line \(line): HTML is not taken; write Markdown."
            case .open(.image): "Line \(line): a sponsored article has no images."
            case .open(.link(let address)) where LinkTarget(link: address) == nil:
                "Line \(line): “\(address.prefix(200))” is no address that a reader can follow."
            default: nil
            }
        }
    }
}
