package import Database
package import Kernel

/// The rules and links made by hand as they stood at one moment, ready to be asked about an address without waiting.
package struct LiveRules: Sendable {
    /// By what an address earns.
    package enum Reason: Sendable, Hashable {
        case rule(MerchantRule.ID)
        case link(Slug)
    }

    /// How an address earns.
    package struct Match: Sendable, Hashable {
        package let merchant: MerchantAddress
        package let partner: Partner
        package let programme: Programme
        package let reason: Reason
        let way: Way

        /// The address that earns.
        package func address(subID: SubID) -> String {
            let address =
                switch way {
                case .template(let template): template.address(for: merchant, subID: subID)
                case .target(let target): target.replacing("{subid}", with: subID.description)
                }
            // In ASCII, as a header needs it.
            return (try? MerchantAddress(address))?.text ?? address
        }

        /// The address that earns, as checks ask for it; `nil` when it leads to the merchant’s own page at once, with no
        /// more than another query.
        var addressToCheck: String? {
            let text = self.address(subID: .check)
            guard let address = try? MerchantAddress(text) else { return text }
            return address.host == merchant.host && address.path == merchant.path ? nil : text
        }
    }

    enum Way: Sendable, Hashable {
        case template(LinkTemplate)
        case target(String)
    }

    private struct Candidate: Sendable {
        let pattern: PathPattern
        let programme: Programme
        let partner: Partner
        let reason: Reason
        let way: Way
    }

    /// By registrable domain, the closest first.
    private var rules: [String: [Candidate]] = [:]
    /// By destination.
    private var links: [String: Candidate] = [:]
    /// The partners that belong together with the publisher, by registrable domain.
    private var relatives: [String: [Partner]] = [:]
    private var health = ServedHealth()

    /// Nothing earns.
    package init() {}

    /// - Parameter checked: What checks have shown of destinations.
    package init(
        partners: [Partner], programmes: [Programme], rules: [MerchantRule], links: [HandMadeLink],
        checked: [CheckedLink] = []
    ) {
        health = ServedHealth(checked)
        let partners = Dictionary(partners.map { ($0.slug, $0) }) { first, _ in first }
        let programmes = Dictionary(programmes.map { ($0.id, $0) }) { first, _ in first }
        for partner in partners.values where partner.ownership != .none {
            guard let domain = try? MerchantAddress("https://\(partner.domain)/").registrableDomain else { continue }
            relatives[domain, default: []].append(partner)
        }
        for rule in rules where rule.ended == nil {
            guard let programme = programmes[rule.programme], let partner = partners[programme.partner],
                let template = try? LinkTemplate(rule.template ?? programme.template)
            else { continue }
            self.rules[rule.domain, default: []].append(
                Candidate(
                    pattern: PathPattern(rule.path), programme: programme, partner: partner, reason: .rule(rule.id),
                    way: .template(template)))
        }
        for domain in self.rules.keys {
            self.rules[domain]?.sort { $0.pattern.closeness > $1.pattern.closeness }
        }
        for link in links where link.ended == nil {
            guard let programme = programmes[link.programme], let partner = partners[programme.partner] else {
                continue
            }
            guard let destination = try? MerchantAddress(link.destination) else { continue }
            self.links[destination.text] = Candidate(
                pattern: PathPattern("*"), programme: programme, partner: partner, reason: .link(link.slug),
                way: .target(link.target))
        }
    }

    /// Whether no address earns at all.
    package var isEmpty: Bool { rules.isEmpty && links.isEmpty }

    /// How an address earns on a day; `nil` for one that doesn’t, or whose link is dead.
    package func match(_ address: String, on day: CalendarDay) -> Match? {
        matchByRulesAlone(address, on: day).flatMap { way(of: $0) == .earning ? $0 : nil }
    }

    /// By which way readers go to where an address leads.
    package func way(of match: Match) -> LinkWay {
        health.way(to: match.merchant.text, earningBy: match.addressToCheck)
    }

    /// Whether an address’s own page is gone.
    func isGone(_ address: String) -> Bool {
        (try? MerchantAddress(address)).map { health.isGone($0.text) } ?? false
    }

    /// How an address would earn on a day if its link is not dead; `nil` for one that doesn’t.
    ///
    /// A link made by hand goes before the rules, and the closest path before others.
    package func matchByRulesAlone(_ address: String, on day: CalendarDay) -> Match? {
        guard !isEmpty, let merchant = try? MerchantAddress(address) else { return nil }
        if let link = links[merchant.text], Self.isLive(link, on: day) { return Self.match(merchant, link) }
        guard let domain = merchant.registrableDomain, let candidates = rules[domain] else { return nil }
        return candidates.first { Self.isLive($0, on: day) && $0.pattern.matches(merchant.path) }
            .map { Self.match(merchant, $0) }
    }

    /// The partners that belong together with the publisher and to which an address leads, by their own domain or by a rule or
    /// link of theirs; by name.
    ///
    /// Who owns whom does not end with an agreement, so the day decides of rules alone.
    package func relatives(at address: String, on day: CalendarDay) -> [Partner] {
        let domain = (try? MerchantAddress(address))?.registrableDomain
        var found = domain.flatMap { relatives[$0] } ?? []
        if let match = matchByRulesAlone(address, on: day), match.partner.ownership != .none {
            found.append(match.partner)
        }
        return found.byName
    }

    /// The partners that belong together with the publisher, by name.
    package func relatives(on day: CalendarDay) -> [Partner] {
        relatives.values.joined().filter { $0.isCurrent(on: day) }.byName
    }

    private static func isLive(_ candidate: Candidate, on day: CalendarDay) -> Bool {
        candidate.programme.isCurrent(on: day) && candidate.partner.isCurrent(on: day)
            && candidate.partner.relationship == .affiliate
    }

    private static func match(_ merchant: MerchantAddress, _ candidate: Candidate) -> Match {
        Match(
            merchant: merchant, partner: candidate.partner, programme: candidate.programme, reason: candidate.reason,
            way: candidate.way)
    }
}

extension LiveRules {
    /// Reads everything that links may earn by, as one state of the database, and which state it is.
    package static func read(from database: any Database) async throws -> (rules: LiveRules, version: Int) {
        try await database.read { connection in
            let rules = try LiveRules(
                partners: connection.all(Partner.self, "SELECT * FROM partner"),
                programmes: connection.all(Programme.self, "SELECT * FROM programme"),
                rules: connection.all(
                    MerchantRule.self, "SELECT * FROM merchant_rule WHERE ended IS NULL ORDER BY made, id"),
                links: HandMadeLinkStore.all(where: "ended IS NULL", connection),
                checked: CheckedLinkStore.againstSending(connection))
            return try (rules, version(connection))
        }
    }

    /// Changes with each change of the rules, and of what checks say against a link.
    static func version(_ connection: any Connection) throws -> Int {
        try CommerceHistory.version(connection) + CheckedLinkStore.version(connection)
    }
}
