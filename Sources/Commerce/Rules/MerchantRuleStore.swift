package import Database
import Kernel

/// Keeps the merchant rules.
package struct MerchantRuleStore: Sendable {
    private let database: any Database
    private let site: OwnSite

    package init(database: any Database, site: OwnSite) {
        self.database = database
        self.site = site
    }

    /// Adds a rule, or changes the one with the same identifier.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func save(_ rule: MerchantRule, by signature: Signature) async throws {
        var faults = FieldFaults()
        let domain = checkedDomain(rule.domain, &faults)
        faults.length(of: rule.path, 1...500, field: "path", called: "path")
        if !rule.path.hasPrefix("/") || rule.path.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) {
            faults.add("path", "A path begins with a slash and has no spaces, such as /books/*.")
        } else if rule.path.count(where: { $0 == "*" }) > 8 {
            faults.add("path", "A path has at most eight asterisks.")
        }
        if let template = rule.template, let fault = TemplateCheck.fault(in: template, of: site) {
            faults.add("template", fault)
        }
        let found = faults
        let kept = MerchantRule(
            id: rule.id, programme: rule.programme, domain: domain, path: rule.path, template: rule.template,
            made: rule.made, ended: rule.ended)
        try await database.write { connection in
            var faults = found
            let exists = try connection.value(Int.self, "SELECT 1 FROM programme WHERE id = \(kept.programme)") != nil
            if !exists { faults.add("programme", "There is no such programme.") }
            let twin = try connection.value(
                MerchantRule.ID.self,
                """
                SELECT id FROM merchant_rule
                WHERE domain = \(kept.domain) AND path = \(kept.path) AND ended IS NULL AND id <> \(kept.id)
                """)
            if twin != nil, kept.ended == nil {
                faults.add("path", "Another live rule is for the same domain and path. End that one first.")
            }
            try faults.check(slug: "rule-invalid", title: "The rule can’t be saved")
            let old = try Self.rule(kept.id, connection)
            try connection.execute(
                """
                INSERT INTO merchant_rule (id, programme, domain, path, template, made, ended)
                VALUES (\(kept.id), \(kept.programme), \(kept.domain), \(kept.path), \(kept.template), \(kept.made),
                    \(kept.ended))
                ON CONFLICT (id) DO UPDATE SET programme = excluded.programme, domain = excluded.domain,
                    path = excluded.path, template = excluded.template, ended = excluded.ended
                """)
            try CommerceHistory.record(old, became: kept, signature, in: connection)
        }
    }

    /// The rule with an identifier.
    package func rule(_ id: MerchantRule.ID) async throws -> MerchantRule? {
        try await database.read { connection in try Self.rule(id, connection) }
    }

    /// All of them: the live ones first, by domain and path.
    package func all() async throws -> [MerchantRule] {
        try await database.read { connection in
            try connection.all(
                MerchantRule.self,
                """
                SELECT * FROM merchant_rule
                ORDER BY CASE WHEN ended IS NULL THEN 0 ELSE 1 END, domain, path, id
                """)
        }
    }

    private func checkedDomain(_ text: String, _ faults: inout FieldFaults) -> String {
        do throws(AddressFault) {
            let domain = try DomainName(text).ascii
            guard let registrable = PublicSuffixes.standard.registrableDomain(of: domain) else {
                faults.add("domain", "“\(domain)” is not a domain that anybody can register.")
                return domain
            }
            if registrable != domain {
                faults.add("domain", "A rule is for a whole registrable domain: write \(registrable).")
            }
            if site.owns(registrable) { faults.add("domain", "“\(registrable)” is this site itself.") }
            return registrable
        } catch {
            faults.add("domain", error.message)
            return text
        }
    }

    private static func rule(_ id: MerchantRule.ID, _ connection: any Connection) throws -> MerchantRule? {
        try connection.first(MerchantRule.self, "SELECT * FROM merchant_rule WHERE id = \(id)")
    }
}
