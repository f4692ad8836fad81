import Kernel
import Markdown

/// What is said of an image has to be.
enum ImageRules {
    private static let longestAlternative = 500
    private static let longestCredit = 200
    private static let longestSource = 2000
    /// Slugs that are pages of the desk's own.
    private static let reserved: Set<String> = ["search"]
    private static let mostNumbers = 10_000

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that is wrong.
    static func check(_ description: ImageDescription) throws(Problem) {
        var fields = FieldChecks()
        fields.require(description.alternative, as: "alternative", upTo: longestAlternative)
        fields.allow(description.credit, as: "credit", upTo: longestCredit)
        fields.allow(description.source, as: "source", upTo: longestSource)
        if !description.source.isEmpty, WebAddress(description.source) == nil {
            fields.add("source", "This must be an address that starts with http:// or https://.")
        }
        if let licence = description.licence {
            if licence.needsCredit, description.credit.allSatisfy(\.isWhitespace) {
                fields.add("credit", "Whoever made it has to be named under “\(licence.name)”.")
            }
        } else {
            fields.add("licence", "Choose under which terms it may be shown.")
        }
        try fields.finish(slug: "image-invalid", title: "The image’s details can’t be saved")
    }

    /// An address from the name of a file: its words, without what it ends in; `number` tells apart equal ones, from 1.
    static func slug(fromFile name: String, number: Int) -> Slug {
        let file = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        let base = SlugMaker.slug(from: stem)?.description ?? "image"
        let isTaken = reserved.contains(base)
        let text = number == 1 && !isTaken ? base : "\(base)-\(isTaken ? number + 1 : number)"
        guard let slug = Slug(validating: text) else { preconditionFailure("A slug with a number is a slug.") }
        return slug
    }

    /// The first of the addresses for a file that nothing has.
    static func freeSlug(forFile name: String, isTaken: (Slug) throws -> Bool) throws -> Slug {
        for number in 1...mostNumbers {
            let slug = slug(fromFile: name, number: number)
            if try !isTaken(slug) { return slug }
        }
        throw Problem(
            .conflict, slug: "image-name", title: "The image was not taken",
            detail: "There are too many images of this name. Give the file another.")
    }

    static func noImage(_ slug: Slug) -> Problem {
        Problem(
            .notFound, slug: "image-not-found", title: "There is no such image", detail: "There is no image “\(slug)”.")
    }

    static func inUse(_ uses: ImageUses) -> Problem {
        let titles = uses.articles.map(\.title) + uses.manuscripts.map(\.title)
        let named = titles.prefix(5).map { "“\($0.isEmpty ? "Untitled" : $0)”" }.joined(separator: ", ")
        return Problem(
            .conflict, slug: "image-in-use", title: "The image is in use",
            detail: "It can’t be deleted while it stands in \(named)\(titles.count > 5 ? " and others" : "").")
    }
}
