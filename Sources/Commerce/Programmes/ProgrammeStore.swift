package import Database
import Kernel

/// Keeps the programmes.
package struct ProgrammeStore: Sendable {
    private let database: any Database
    private let site: OwnSite

    package init(database: any Database, site: OwnSite) {
        self.database = database
        self.site = site
    }

    /// Adds a programme, or changes the one with the same identifier.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func save(_ programme: Programme, by signature: Signature) async throws {
        var faults = FieldFaults()
        faults.length(of: programme.name, 1...80, field: "name", called: "name")
        faults.length(of: programme.requiredSentence, 0...300, field: "requiredSentence", called: "required sentence")
        if let ended = programme.ended, ended < programme.since {
            faults.add("ended", "It would end on \(ended), before it begins on \(programme.since).")
        }
        if programme.network == .amazon, programme.allowsRedirects {
            faults.add("allowsRedirects", "Amazon forbids links that hide where they lead.")
        }
        if let sentence = programme.network.requiredSentence, programme.requiredSentence != sentence {
            faults.add("requiredSentence", "\(programme.network.name) prescribes the words: “\(sentence)”")
        }
        checkNumbers(of: programme, &faults)
        let found = faults
        try await database.write { connection in
            var faults = found
            let partner = try connection.value(
                Partner.Relationship.self, "SELECT relationship FROM partner WHERE slug = \(programme.partner)")
            switch partner {
            case nil: faults.add("partner", "There is no partner “\(programme.partner)”.")
            case .advertiser: faults.add("partner", "“\(programme.partner)” pays for advertising, not by commission.")
            case .affiliate: break
            }
            try faults.check(slug: "programme-invalid", title: "The programme can’t be saved")
            let old = try Self.programme(programme.id, connection)
            try connection.execute(
                """
                INSERT INTO programme (id, partner, name, network, account, merchant, creative, template,
                    allows_redirects, required_sentence, since, ended)
                VALUES (\(programme.id), \(programme.partner), \(programme.name), \(programme.network),
                    \(programme.account), \(programme.merchant), \(programme.creative), \(programme.ownTemplate),
                    \(programme.allowsRedirects), \(programme.requiredSentence), \(programme.since),
                    \(programme.ended))
                ON CONFLICT (id) DO UPDATE SET partner = excluded.partner, name = excluded.name,
                    network = excluded.network, account = excluded.account, merchant = excluded.merchant,
                    creative = excluded.creative, template = excluded.template,
                    allows_redirects = excluded.allows_redirects, required_sentence = excluded.required_sentence,
                    since = excluded.since, ended = excluded.ended
                """)
            try CommerceHistory.record(old, became: programme, signature, in: connection)
        }
    }

    /// The programme with an identifier.
    package func programme(_ id: Programme.ID) async throws -> Programme? {
        try await database.read { connection in try Self.programme(id, connection) }
    }

    /// All of them, by name.
    package func all() async throws -> [Programme] {
        try await database.read { connection in
            try connection.all(Programme.self, "SELECT * FROM programme ORDER BY name, id")
        }
    }

    private func checkNumbers(of programme: Programme, _ faults: inout FieldFaults) {
        var isComplete = true
        for field in programme.network.fields {
            let value = programme.value(of: field.key)
            if value.isEmpty {
                isComplete = false
                faults.add(field.key.rawValue, "The \(field.label) is missing.")
            } else if field.key != .template, programme.network != .impact || field.key != .merchant,
                value.utf8.count > 64 || !value.utf8.allSatisfy(Self.isNumberCharacter)
            {
                isComplete = false
                faults.add(field.key.rawValue, "The \(field.label) has letters, digits, hyphens and underscores only.")
            }
        }
        guard isComplete else { return }
        let field = programme.network == .generic ? "template" : programme.network.fields[0].key.rawValue
        if let fault = TemplateCheck.fault(in: programme.template, of: site) { faults.add(field, fault) }
    }

    private static func programme(_ id: Programme.ID, _ connection: any Connection) throws -> Programme? {
        try connection.first(Programme.self, "SELECT * FROM programme WHERE id = \(id)")
    }

    private static func isNumberCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// Looks whether a template can be used on a site.
enum TemplateCheck {
    /// What is wrong with it, in words; `nil` when nothing is.
    static func fault(in text: String, of site: OwnSite) -> String? {
        do throws(TemplateFault) {
            let template = try LinkTemplate(text)
            guard let hop = template.hopHost, site.owns(hop) else { return nil }
            return
                "The template leads to this site itself, so a reader who follows the link would go round in a circle."
        } catch {
            return error.message
        }
    }
}
