package import Database
package import Kernel

/// Makes every link to a merchant’s domain, or to some paths of it, earn by a programme.
package struct MerchantRule: Sendable, Hashable {
    package typealias ID = Identifier<MerchantRule>

    package let id: ID
    package let programme: Programme.ID
    /// The registrable domain, in lower-case ASCII; every host of it is meant.
    package let domain: String
    /// Begins with a slash; `*` stands for any run of characters.
    package let path: String
    /// What takes the place of the programme’s template, if anything does.
    package let template: String?
    package let made: Timestamp
    package let ended: Timestamp?

    package init(
        id: ID, programme: Programme.ID, domain: String, path: String = "/*", template: String? = nil, made: Timestamp,
        ended: Timestamp? = nil
    ) {
        self.id = id
        self.programme = programme
        self.domain = domain
        self.path = path
        self.template = template
        self.made = made
        self.ended = ended
    }
}

extension MerchantRule: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), programme: row.value("programme"), domain: row.value("domain"),
            path: row.value("path"), template: row.value("template"), made: row.value("made"),
            ended: row.value("ended"))
    }
}

extension MerchantRule: Recorded {
    static let kind = CommerceEvent.Kind.rule
    var subject: String { id.description }
    var title: String { domain + path }
    var isEnded: Bool { ended != nil }
    var fields: [(name: String, value: String)] {
        [
            ("programme", programme.description), ("domain", domain), ("path", path), ("template", template ?? ""),
            ("ended", ended?.rfc3339 ?? ""),
        ]
    }
}
