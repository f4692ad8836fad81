package import Kernel
package import Tables

/// Links in the form in which ThirstyAffiliates exports and imports them.
package enum LinkExchange {
    static let columns = [
        "Link Name", "Destination URL", "Slug", "Categories", "Images", "Geolocations", "Autolinker Keywords",
    ]

    /// A table of links.
    package static func export(_ links: [HandMadeLink]) -> CommaSeparatedTable {
        CommaSeparatedTable(
            rows: [columns]
                + links.map { link in
                    [
                        link.name, link.target, link.slug.description, link.categories.joined(separator: ";"),
                        link.images, link.geolocations, link.keywords,
                    ]
                })
    }
}

/// What an import would do, row by row, before anything is done.
package struct LinkImport: Sendable {
    package enum Outcome: Sendable, Hashable {
        case added, changed, unchanged
        /// For the reason that is given.
        case refused(String)
    }

    package struct Row: Sendable {
        package let line: Int
        package let name: String
        package let target: String
        package let outcome: Outcome
        /// What would be saved; `nil` for a row that is refused.
        package let link: HandMadeLink?
    }

    package let rows: [Row]

    /// What is to be saved.
    ///
    /// A table with a row that is refused is not imported at all.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when a row is refused.
    package func links() throws(Problem) -> [HandMadeLink] {
        let refused = rows.filter { if case .refused = $0.outcome { true } else { false } }
        guard refused.isEmpty else {
            throw Problem(
                .invalid, slug: "import-refused", title: "Nothing was imported",
                detail: refused.count == 1
                    ? "One row is refused. Mend it, or take it out, and import the table again."
                    : "\(refused.count) rows are refused. Mend them, or take them out, and import the table again.")
        }
        return rows.filter { $0.outcome != .unchanged }.compactMap(\.link)
    }
}
