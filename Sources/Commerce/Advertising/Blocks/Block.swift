package import Database
package import Kernel

/// What the site doesn’t advertise.
package struct Block: Sendable, Hashable {
    package enum Matter: Sendable, Hashable {
        /// Whatever is sold by advertisers of a category.
        case category(Slug)
        /// Whatever leads to a registrable domain, such as `casino.example`.
        case domain(String)
    }

    package let matter: Matter
    /// Why, in a few words.
    package let reason: String
    /// Since when it doesn’t hold any more.
    package let lifted: Timestamp?

    package init(_ matter: Matter, reason: String, lifted: Timestamp? = nil) {
        self.matter = matter
        self.reason = reason
        self.lifted = lifted
    }
}

extension Block {
    var form: String { if case .category = matter { "category" } else { "domain" } }

    var value: String {
        switch matter {
        case .category(let category): category.description
        case .domain(let domain): domain
        }
    }
}

extension Block: RowDecodable {
    package init(row: Row) throws {
        let matter: Matter =
            if try row.value("form", as: String.self) == "category" {
                .category(try row.value("value"))
            } else {
                .domain(try row.value("value"))
            }
        try self.init(matter, reason: row.value("reason"), lifted: row.value("lifted"))
    }
}

extension Block: Recorded {
    static let kind = CommerceEvent.Kind.block
    var subject: String { "\(form) \(value)" }
    var title: String { subject }
    var isEnded: Bool { lifted != nil }
    var fields: [(name: String, value: String)] {
        [("reason", reason), ("lifted", lifted.map(\.rfc3339) ?? "")]
    }
}
