import Kernel
import Markdown

/// What a source has to be.
enum SourceRules {
    static let longestTitle = 300
    static let longestAuthor = 200
    static let longestPublisher = 200
    static let longestAddress = 2000

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that is wrong.
    static func check(_ source: Source) throws(Problem) {
        try checks(of: source).finish(slug: "source-invalid", title: "The source can’t be saved")
    }

    static func checks(of source: Source) -> FieldChecks {
        var fields = FieldChecks()
        fields.require(source.title, as: "title", upTo: longestTitle)
        if let author = source.author { fields.require(author, as: "author", upTo: longestAuthor) }
        fields.require(source.publisher, as: "publisher", upTo: longestPublisher)
        fields.require(source.address, as: "address", upTo: longestAddress)
        if WebAddress(source.address) == nil {
            fields.add("address", "This must be an address that starts with http:// or https://.")
        }
        if let doi = source.doi, DigitalObjectName(doi)?.text != doi {
            fields.add("doi", "This must be a DOI such as 10.1000/182, in lower case and without https://doi.org/.")
        }
        return fields
    }

    /// What the desk calls pages of its own beside those of sources and facts.
    static let reservedSlugs: Set<String> = ["import", "new", "search"]

    /// - Throws: ``Problem`` of kind `invalid` when the source may not be added under this slug.
    static func checkNew(_ source: Source) throws(Problem) {
        var fields = checks(of: source)
        if reservedSlugs.contains(source.slug.description) {
            fields.add("slug", "The desk has a page of its own at this address; choose another.")
        }
        try fields.finish(slug: "source-invalid", title: "The source can’t be saved")
    }

    static func noSource(_ slug: Slug) -> Problem {
        Problem(
            .notFound, slug: "source-not-found", title: "There is no such source",
            detail: "There is no source “\(slug)”.")
    }

    static func taken(_ slug: Slug) -> Problem {
        let detail = "There is a source “\(slug)” already."
        return Problem(
            .conflict, slug: "source-exists", title: "There is such a source already", detail: detail,
            fieldErrors: [Problem.FieldError(field: "slug", message: detail)])
    }
}

extension SourceRules {
    static func inUse(_ source: Source, _ uses: SourceUseCount) -> Problem {
        var places: [String] = []
        if uses.articles > 0 { places.append("\(uses.articles) \(uses.articles == 1 ? "article" : "articles")") }
        if uses.facts > 0 { places.append("\(uses.facts) \(uses.facts == 1 ? "fact" : "facts")") }
        let reason =
            places.isEmpty
            ? "An earlier state of a fact or an evaluation rests on it, and histories are kept."
            : "It is used by \(places.joined(separator: " and "))."
        return Problem(
            .conflict, slug: "source-in-use", title: "The source is in use",
            detail: "“\(source.title)” can’t be deleted. \(reason)")
    }
}
