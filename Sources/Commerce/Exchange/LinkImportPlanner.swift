package import Kernel
package import Tables

/// Works out what importing a table would do.
package struct LinkImportPlanner: Sendable {
    private let known: [Slug: HandMadeLink]
    private let rules: LiveRules
    private let programme: Programme.ID?
    private let site: OwnSite
    private let now: Timestamp

    /// - Parameters:
    ///   - known: The links that there are.
    ///   - rules: Tell which programme a merchant belongs to.
    ///   - programme: Whose the links are that no rule is for; without one they are refused.
    package init(known: [HandMadeLink], rules: LiveRules, programme: Programme.ID?, site: OwnSite, now: Timestamp) {
        self.known = Dictionary(known.map { ($0.slug, $0) }) { first, _ in first }
        self.rules = rules
        self.programme = programme
        self.site = site
        self.now = now
    }

    /// - Throws: ``Problem`` of kind `invalid` when the table as a whole is not of the form.
    package func plan(_ table: CommaSeparatedTable) throws(Problem) -> LinkImport {
        guard let head = table.rows.first, head.fields == LinkExchange.columns else {
            throw Problem(
                .invalid, slug: "import-columns", title: "The table can’t be imported",
                detail: "Its first line must name the columns: \(LinkExchange.columns.joined(separator: ", ")).")
        }
        var slugs: [Slug: Int] = [:]
        var destinations = Dictionary(
            known.values.filter { $0.ended == nil }.map { ($0.destination, "the link “\($0.name)”") }
        ) { first, _ in first }
        let rows = table.rows.dropFirst().map { line, fields in
            var row = self.row(line, fields)
            guard let link = row.link else { return row }
            if let earlier = slugs.updateValue(line, forKey: link.slug) {
                row = row.refused("Line \(earlier) has the same slug.")
            } else if known[link.slug]?.destination != link.destination {
                if let other = destinations[link.destination] {
                    row = row.refused(
                        "\(other.prefix(1).uppercased() + other.dropFirst()) is for the same destination.")
                } else {
                    destinations[link.destination] = "line \(line)"
                }
            }
            return row
        }
        return LinkImport(rows: rows)
    }

    private func row(_ line: Int, _ fields: [String]) -> LinkImport.Row {
        let name = fields.first ?? ""
        let target = fields.count > 1 ? fields[1] : ""
        func refused(_ reason: String) -> LinkImport.Row {
            .init(line: line, name: name, target: target, outcome: .refused(reason), link: nil)
        }
        guard fields.count == LinkExchange.columns.count else {
            return refused("It has \(fields.count) columns, and not \(LinkExchange.columns.count).")
        }
        guard let slug = Slug(validating: fields[2]) else {
            return refused("“\(fields[2].prefix(80))” is not a slug of lower-case letters, digits and single hyphens.")
        }
        let old = known[slug]
        let destination: String
        do throws(AddressFault) {
            let address = try MerchantAddress(target.replacing("{subid}", with: "x"))
            if let old, old.target == target {
                destination = old.destination
            } else {
                let plain = CarriedAddress.plain(of: address)
                destination = plain == address ? try Self.withoutSubID(target) : plain.text
            }
        } catch {
            return refused(error.message)
        }
        guard let programme = old?.programme ?? rules.match(destination, on: now.localDay)?.programme.id ?? programme
        else {
            return refused("No rule is for its merchant, and no programme was chosen for such links.")
        }
        let link = HandMadeLink(
            slug: slug, name: name, programme: programme, destination: destination, target: target,
            categories: Self.list(fields[3]), images: fields[4], geolocations: fields[5], keywords: fields[6],
            made: old?.made ?? now)
        if let fault = HandMadeLinkCheck(site: site).faults(of: link).errors.first { return refused(fault.message) }
        let outcome: LinkImport.Outcome = old == nil ? .added : old == link ? .unchanged : .changed
        return .init(line: line, name: name, target: target, outcome: outcome, link: link)
    }

    /// What writers link to when the merchant’s own address names the article in a parameter.
    private static func withoutSubID(_ target: String) throws(AddressFault) -> String {
        let marked = try MerchantAddress(target.replacing("{subid}", with: "masthead-subid"))
        let names = (marked.query ?? "").split(separator: "&").filter { $0.contains("masthead-subid") }
            .map { String($0.prefix { $0 != "=" }) }
        return names.isEmpty ? marked.text : marked.removing(Set(names))
    }

    /// The parts between semicolons, each once.
    private static func list(_ text: String) -> [String] {
        var seen: Set<String> = []
        return text.split(separator: ";").map { part in
            String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }.filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}

extension LinkImport.Row {
    fileprivate func refused(_ reason: String) -> LinkImport.Row {
        .init(line: line, name: name, target: target, outcome: .refused(reason), link: nil)
    }
}
