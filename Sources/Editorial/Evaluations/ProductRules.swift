import Kernel
import Markdown

/// What a product has to be.
enum ProductRules {
    private static let reserved: Set<String> = ["search"]
    /// Names in an address's query that tell the maker or a network who sent the reader.
    private static let tellTales: Set<String> = [
        "tag", "aff", "affid", "aff_id", "affiliate", "affiliate_id", "awc", "irclickid", "gclid", "fbclid", "msclkid",
    ]

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that is wrong.
    static func check(_ product: Product, reason: String = "") throws(Problem) {
        var fields = FieldChecks()
        if reserved.contains(product.slug.description) {
            fields.add("slug", "“\(product.slug)” is one of the desk’s own addresses.")
        }
        fields.require(product.name, as: "name", upTo: 120)
        fields.require(product.maker, as: "maker", upTo: 120)
        fields.require(product.address, as: "address", upTo: 2000)
        if let fault = fault(of: product.address) { fields.add("address", fault) }
        if let note = product.note { fields.require(note, as: "note", upTo: 1000, multiline: true) }
        fields.allow(reason, as: "reason", upTo: 500)
        try fields.finish(slug: "product-invalid", title: "The product can’t be saved")
    }

    /// What is wrong with a maker's address, for people.
    private static func fault(of address: String) -> String? {
        guard address.hasPrefix("https://"), let encoded = WebAddress(address), encoded.text == address else {
            return "This must be an address that starts with https://, without spaces."
        }
        let host = address.dropFirst("https://".count).prefix { !"/?#".contains($0) }
        if host.contains("@") { return "This must not hold a user’s name." }
        let query = address.split(separator: "?", maxSplits: 1).dropFirst().first?.prefix { $0 != "#" } ?? ""
        for pair in query.split(separator: "&") {
            let name = pair.prefix { $0 != "=" }.lowercased()
            if tellTales.contains(name) || name.hasPrefix("utm_") {
                return "Leave out “\(name)”: it tells who sent the reader. The address must be the maker’s plain one."
            }
        }
        return nil
    }

    static func noProduct(_ slug: Slug) -> Problem {
        Problem(
            .notFound, slug: "product-not-found", title: "There is no such product",
            detail: "There is no product “\(slug)”.")
    }

    static func taken(_ slug: Slug) -> Problem {
        let detail = "There is a product “\(slug)” already."
        return Problem(
            .conflict, slug: "product-exists", title: "There is such a product already", detail: detail,
            fieldErrors: [Problem.FieldError(field: "slug", message: detail)])
    }

    static func unchanged(_ product: Product) -> Problem {
        Problem(
            .invalid, slug: "product-unchanged", title: "Nothing would change",
            detail: "“\(product.name)” is described so already.")
    }
}
