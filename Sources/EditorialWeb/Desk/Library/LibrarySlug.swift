import Editorial
import Kernel

/// Makes the slug of a new entry of a library.
enum LibrarySlug {
    /// The slug that was typed, or else one made from a name.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for `slug`.
    static func slug(_ typed: String, madeFrom name: String) throws(Problem) -> Slug {
        let typed = typed.trimmed
        if let slug = typed.isEmpty ? SlugMaker.slug(from: name) : Slug(validating: typed) { return slug }
        let message = "This needs lower-case letters, digits and single hyphens, such as “coffee-grinders”."
        throw Problem(
            .invalid, slug: "slug-invalid", title: "It can’t be saved yet", detail: message,
            fieldErrors: [Problem.FieldError(field: "slug", message: message)])
    }
}
