package import Database
import Kernel

/// Keeps what the site doesn’t advertise.
package struct BlockStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds a block, changes its reason, or lifts it; every node follows within a second.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func save(_ block: Block, by signature: Signature) async throws {
        var faults = FieldFaults()
        faults.length(of: block.reason, 1...200, field: "reason", called: "reason")
        var kept = block
        if case .domain(let text) = block.matter {
            do {
                let domain = try DomainName(text).ascii
                if PublicSuffixes.standard.registrableDomain(of: domain) != domain {
                    faults.add(
                        "domain", "“\(domain)” is not a domain that somebody registered; leave out what is before it.")
                }
                kept = Block(.domain(domain), reason: block.reason, lifted: block.lifted)
            } catch {
                faults.add("domain", error.message)
            }
        }
        try faults.check(slug: "block-invalid", title: "This can’t be blocked")
        let saved = kept
        try await database.write { connection in
            let old = try connection.first(
                Block.self,
                "SELECT * FROM advertising_block WHERE form = \(saved.form) AND value = \(saved.value)")
            try connection.execute(
                """
                INSERT INTO advertising_block (form, value, reason, lifted)
                VALUES (\(saved.form), \(saved.value), \(saved.reason), \(saved.lifted))
                ON CONFLICT (form, value) DO UPDATE SET reason = excluded.reason, lifted = excluded.lifted
                """)
            try CommerceHistory.record(old, became: saved, signature, in: connection)
        }
    }

    /// All of them, those that hold first.
    package func all() async throws -> [Block] {
        try await database.read { connection in
            try connection.all(
                Block.self,
                """
                SELECT * FROM advertising_block
                ORDER BY CASE WHEN lifted IS NULL THEN 0 ELSE 1 END, form, value
                """)
        }
    }
}

/// What is blocked now.
struct Blocklist: Sendable, Hashable {
    var categories: Set<Slug> = []
    /// Registrable ones.
    var domains: Set<String> = []

    init(_ blocks: [Block]) {
        for block in blocks where block.lifted == nil {
            switch block.matter {
            case .category(let category): categories.insert(category)
            case .domain(let domain): domains.insert(domain)
            }
        }
    }

    static func read(_ connection: any Connection) throws -> Blocklist {
        Blocklist(try connection.all(Block.self, "SELECT * FROM advertising_block WHERE lifted IS NULL"))
    }

    func allows(_ advertiser: Advertiser) -> Bool { advertiser.categories.isDisjoint(with: categories) }

    func allows(destination: String) -> Bool {
        guard let domain = (try? MerchantAddress(destination))?.registrableDomain else { return true }
        return !domains.contains(domain)
    }
}
